#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

#include "Engine.h"
#include "Input.h"

namespace {

class RE2SetEngine final : public Engine {
 public:
  explicit RE2SetEngine(const Patterns &patterns) : set(options(), RE2::UNANCHORED) {
    std::string error;
    for (size_t index = 0; index < patterns.size(); ++index)
      if (set.Add(patterns[index], &error) < 0)
        throw Fault("patroon " + std::to_string(index + 1) + ": RE2 zegt: " + error);
    if (!set.Compile()) throw Fault("RE2::Set past niet in zijn geheugen (1 GiB)");
  }

  std::string name() const override { return "re2-set"; }

  /// RE2 has no version at run time; the record takes the package's.
  std::string version() const override { return "see the package"; }

  size_t count(std::string_view text) override {
    match(text);
    return found.size();
  }

  std::vector<unsigned> matches(std::string_view text) override {
    match(text);
    std::vector<unsigned> sorted(found.begin(), found.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }

 private:
  static RE2::Options options() {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    options.set_max_mem(int64_t(1) << 30);
    return options;
  }

  void match(std::string_view text) {
    found.clear();
    RE2::Set::ErrorInfo info;
    if (!set.Match(re2::StringPiece(text.data(), text.size()), &found, &info) && info.kind != RE2::Set::kNoError)
      throw Fault("RE2::Set gaf fout " + std::to_string(int(info.kind)));
  }

  RE2::Set set;
  std::vector<int> found;
};

}  // namespace

std::unique_ptr<Engine> makeRE2Set(const Patterns &patterns) { return std::make_unique<RE2SetEngine>(patterns); }
