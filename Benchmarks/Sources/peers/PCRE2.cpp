#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "Engine.h"
#include "Input.h"

namespace {

class PCRE2Engine final : public Engine {
 public:
  explicit PCRE2Engine(const Patterns &patterns) {
    // One pair is enough to know whether a pattern occurs; PCRE2 then skips copying groups.
    data = pcre2_match_data_create(1, nullptr);
    context = pcre2_match_context_create(nullptr);
    stack = pcre2_jit_stack_create(32 * 1024, 1024 * 1024, nullptr);
    pcre2_jit_stack_assign(context, nullptr, stack);
    for (const std::string &pattern : patterns) codes.push_back(compile(pattern, codes.size() + 1));
  }

  ~PCRE2Engine() override {
    for (pcre2_code *code : codes) pcre2_code_free(code);
    pcre2_match_data_free(data);
    pcre2_match_context_free(context);
    pcre2_jit_stack_free(stack);
  }

  std::string name() const override { return "pcre2-jit"; }

  std::string version() const override {
    char text[64];
    pcre2_config(PCRE2_CONFIG_VERSION, text);
    return text;
  }

  size_t count(std::string_view text) override {
    size_t found = 0;
    for (pcre2_code *code : codes) found += occurs(code, text);
    return found;
  }

  std::vector<unsigned> matches(std::string_view text) override {
    std::vector<unsigned> found;
    for (unsigned index = 0; index < codes.size(); ++index)
      if (occurs(codes[index], text)) found.push_back(index);
    return found;
  }

 private:
  bool occurs(pcre2_code *code, std::string_view text) {
    int result = pcre2_jit_match(
        code, PCRE2_SPTR(text.data()), text.size(), 0, PCRE2_NO_UTF_CHECK, data, context);
    if (result < PCRE2_ERROR_NOMATCH) throw Fault("PCRE2 gaf fout " + std::to_string(result));
    return result >= 0;
  }

  static pcre2_code *compile(const std::string &pattern, size_t number) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *code = pcre2_compile(
        PCRE2_SPTR(pattern.data()), pattern.size(), PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP, &error, &offset, nullptr);
    if (code == nullptr) {
      PCRE2_UCHAR message[256];
      pcre2_get_error_message(error, message, sizeof message);
      throw Fault(
          "patroon " + std::to_string(number) + ", positie " + std::to_string(offset) + ": " +
          reinterpret_cast<char *>(message));
    }
    if (pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0)
      throw Fault("patroon " + std::to_string(number) + ": PCRE2 kan hier geen JIT voor maken");
    return code;
  }

  std::vector<pcre2_code *> codes;
  pcre2_match_data *data;
  pcre2_match_context *context;
  pcre2_jit_stack *stack;
};

}  // namespace

std::unique_ptr<Engine> makePCRE2(const Patterns &patterns) { return std::make_unique<PCRE2Engine>(patterns); }
