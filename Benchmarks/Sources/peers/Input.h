#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What went wrong with the input or an engine, in words for the person who ran the harness.
struct Fault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// All messages in one contiguous buffer, so that no engine pays for scattered memory.
class Messages {
 public:
  /// Reads NDJSON, one object with at least `text` a line; `limit` 0 reads everything.
  static Messages read(const std::string &path, size_t limit);

  size_t count() const { return ends.size(); }
  size_t bytes() const { return buffer.size(); }

  std::string_view operator[](size_t index) const {
    size_t start = index == 0 ? 0 : ends[index - 1];
    return std::string_view(buffer).substr(start, ends[index] - start);
  }

  /// The bytes of the first `count` messages.
  size_t bytes(size_t count) const { return count == 0 ? 0 : ends[count - 1]; }

  /// Only the messages that hold nothing but ASCII, where all engines mean the same by `\b` and `\w`.
  Messages ascii() const;

 private:
  void append(std::string_view text);

  std::string buffer;
  std::vector<size_t> ends;
};

/// One pattern a line; empty lines are skipped.
std::vector<std::string> readPatterns(const std::string &path);
