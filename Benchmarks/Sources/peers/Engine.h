#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// A regex engine with all patterns compiled, used by one thread.
class Engine {
 public:
  virtual ~Engine() = default;

  virtual std::string name() const = 0;
  virtual std::string version() const = 0;

  /// How many patterns occur in the text.
  virtual size_t count(std::string_view text) = 0;

  /// Which patterns occur in the text, in ascending order.
  virtual std::vector<unsigned> matches(std::string_view text) = 0;
};

using Patterns = std::vector<std::string>;

/// PCRE2 with JIT, one pattern after the other: caseless, UTF and UCP.
std::unique_ptr<Engine> makePCRE2(const Patterns &patterns);

/// RE2::Set: caseless, unanchored.
std::unique_ptr<Engine> makeRE2Set(const Patterns &patterns);

/// Vectorscan in block mode with every pattern as its own regex, as Rspamd uses it: caseless, UTF-8, one match each.
std::unique_ptr<Engine> makeVectorscan(const Patterns &patterns);
