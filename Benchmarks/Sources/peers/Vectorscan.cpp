#include <hs.h>

#include <algorithm>

#include "Engine.h"
#include "Input.h"

namespace {

class VectorscanEngine final : public Engine {
 public:
  explicit VectorscanEngine(const Patterns &patterns) {
    std::vector<const char *> expressions;
    std::vector<unsigned> flags(patterns.size(), HS_FLAG_CASELESS | HS_FLAG_UTF8 | HS_FLAG_SINGLEMATCH), ids;
    for (const std::string &pattern : patterns) {
      ids.push_back(unsigned(ids.size()));
      expressions.push_back(pattern.c_str());
    }
    hs_compile_error_t *error = nullptr;
    if (hs_compile_multi(
            expressions.data(), flags.data(), ids.data(), unsigned(patterns.size()), HS_MODE_BLOCK, nullptr, &database,
            &error) != HS_SUCCESS) {
      std::string where = error->expression < 0 ? "" : "patroon " + std::to_string(error->expression + 1) + ": ";
      std::string message = where + "Vectorscan zegt: " + error->message;
      hs_free_compile_error(error);
      throw Fault(message);
    }
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) throw Fault("Vectorscan krijgt geen werkgeheugen");
  }

  ~VectorscanEngine() override {
    hs_free_scratch(scratch);
    hs_free_database(database);
  }

  std::string name() const override { return "vectorscan"; }
  std::string version() const override {
    std::string text = hs_version();
    return text.substr(0, text.find(" "));
  }

  size_t count(std::string_view text) override {
    size_t found = 0;
    scan(text, [](unsigned, unsigned long long, unsigned long long, unsigned, void *context) {
      ++*static_cast<size_t *>(context);
      return 0;
    }, &found);
    return found;
  }

  std::vector<unsigned> matches(std::string_view text) override {
    std::vector<unsigned> found;
    scan(text, [](unsigned id, unsigned long long, unsigned long long, unsigned, void *context) {
      static_cast<std::vector<unsigned> *>(context)->push_back(id);
      return 0;
    }, &found);
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  void scan(std::string_view text, match_event_handler handler, void *context) {
    if (hs_scan(database, text.data(), unsigned(text.size()), 0, scratch, handler, context) != HS_SUCCESS)
      throw Fault("Vectorscan kon een bericht niet lezen");
  }

  hs_database_t *database = nullptr;
  hs_scratch_t *scratch = nullptr;
};

}  // namespace

std::unique_ptr<Engine> makeVectorscan(const Patterns &patterns) {
  return std::make_unique<VectorscanEngine>(patterns);
}
