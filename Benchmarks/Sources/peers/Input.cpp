#include "Input.h"

#include <algorithm>
#include <fstream>

namespace {

/// Just enough JSON to take the string `text` out of an object on one line.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : line(line) {}

  /// The value of `text`; throws `Fault` when the line is no object or lacks it.
  std::string text() {
    std::string found;
    bool seen = false;
    skipSpace();
    expect('{');
    skipSpace();
    while (peek() != '}') {
      std::string key = string();
      skipSpace();
      expect(':');
      skipSpace();
      if (key == "text") {
        found = string();
        seen = true;
      } else {
        skipValue();
      }
      skipSpace();
      if (peek() == ',') {
        ++at;
        skipSpace();
      }
    }
    if (!seen) throw Fault("geen veld \"text\"");
    return found;
  }

 private:
  char peek() const {
    if (at >= line.size()) throw Fault("de regel houdt te vroeg op");
    return line[at];
  }

  void expect(char wanted) {
    if (peek() != wanted) throw Fault(std::string("'") + wanted + "' verwacht op positie " + std::to_string(at + 1));
    ++at;
  }

  void skipSpace() {
    while (at < line.size() && (line[at] == ' ' || line[at] == '\t' || line[at] == '\r')) ++at;
  }

  unsigned hex() {
    unsigned value = 0;
    for (int digit = 0; digit < 4; ++digit) {
      char c = peek();
      value <<= 4;
      if (c >= '0' && c <= '9') value |= c - '0';
      else if (c >= 'a' && c <= 'f') value |= c - 'a' + 10;
      else if (c >= 'A' && c <= 'F') value |= c - 'A' + 10;
      else throw Fault("een \\u zonder vier hexadecimale cijfers");
      ++at;
    }
    return value;
  }

  static void appendUTF8(std::string &out, unsigned scalar) {
    if (scalar < 0x80) {
      out += char(scalar);
    } else if (scalar < 0x800) {
      out += char(0xC0 | scalar >> 6);
      out += char(0x80 | (scalar & 0x3F));
    } else if (scalar < 0x10000) {
      out += char(0xE0 | scalar >> 12);
      out += char(0x80 | (scalar >> 6 & 0x3F));
      out += char(0x80 | (scalar & 0x3F));
    } else {
      out += char(0xF0 | scalar >> 18);
      out += char(0x80 | (scalar >> 12 & 0x3F));
      out += char(0x80 | (scalar >> 6 & 0x3F));
      out += char(0x80 | (scalar & 0x3F));
    }
  }

  unsigned escapedScalar() {
    unsigned unit = hex();
    if (unit < 0xD800 || unit > 0xDFFF) return unit;
    if (unit > 0xDBFF || line.substr(at, 2) != "\\u") throw Fault("een half surrogaatpaar");
    at += 2;
    unsigned low = hex();
    if (low < 0xDC00 || low > 0xDFFF) throw Fault("een half surrogaatpaar");
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  }

  std::string string() {
    expect('"');
    std::string out;
    while (peek() != '"') {
      char c = line[at++];
      if (c != '\\') {
        out += c;
        continue;
      }
      switch (char escape = peek(); ++at, escape) {
        case 'n': out += '\n'; break;
        case 't': out += '\t'; break;
        case 'r': out += '\r'; break;
        case 'b': out += '\b'; break;
        case 'f': out += '\f'; break;
        case 'u': appendUTF8(out, escapedScalar()); break;
        default: out += escape;
      }
    }
    ++at;
    return out;
  }

  void skipValue() {
    char c = peek();
    if (c == '"') {
      string();
      return;
    }
    if (c == '{' || c == '[') {
      size_t depth = 0;
      do {
        char inside = peek();
        if (inside == '"') {
          string();
          continue;
        }
        if (inside == '{' || inside == '[') ++depth;
        if (inside == '}' || inside == ']') --depth;
        ++at;
      } while (depth > 0);
      return;
    }
    while (peek() != ',' && peek() != '}') ++at;
  }

  std::string_view line;
  size_t at = 0;
};

std::ifstream open(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Fault(path + ": kan dit bestand niet lezen");
  return file;
}

}  // namespace

void Messages::append(std::string_view text) {
  buffer += text;
  ends.push_back(buffer.size());
}

Messages Messages::read(const std::string &path, size_t limit) {
  std::ifstream file = open(path);
  Messages messages;
  std::string line;
  for (size_t number = 1; std::getline(file, line); ++number) {
    if (line.empty()) continue;
    try {
      messages.append(LineReader(line).text());
    } catch (const Fault &fault) {
      throw Fault(path + ":" + std::to_string(number) + ": " + fault.what());
    }
    if (limit != 0 && messages.count() == limit) break;
  }
  if (messages.count() == 0) throw Fault(path + ": geen enkel bericht");
  return messages;
}

Messages Messages::ascii() const {
  Messages kept;
  for (size_t index = 0; index < count(); ++index) {
    std::string_view text = (*this)[index];
    if (std::none_of(text.begin(), text.end(), [](char c) { return c & 0x80; })) kept.append(text);
  }
  return kept;
}

std::vector<std::string> readPatterns(const std::string &path) {
  std::ifstream file = open(path);
  std::vector<std::string> patterns;
  std::string line;
  while (std::getline(file, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) patterns.push_back(line);
  }
  if (patterns.empty()) throw Fault(path + ": geen enkel patroon");
  return patterns;
}
