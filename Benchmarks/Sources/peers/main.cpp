// Times the peers on the same patterns and messages as `fatsoen bench`, on one thread, one JSON object an engine.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <map>
#include <thread>

#include "Engine.h"
#include "Input.h"

namespace {

constexpr const char *usage =
    R"(Gebruik: peers time  --patterns BESTAND --messages BESTAND [--engine NAAM]... [--sample N] [--passes N]
         peers count --patterns BESTAND --messages BESTAND [--threads N]
         peers check --patterns BESTAND --messages BESTAND [--sample N]

time   meet elke motor op één draad en geeft per motor één JSON-object.
       --engine NAAM   pcre2-jit, re2-set of vectorscan; mag vaker; standaard alle drie
       --sample N      PCRE2 leest alleen de eerste N berichten (standaard 2000; 0 = alle);
                       het object zegt dan "sampled":true en messages telt de steekproef
       --passes N      lees alles N keer en houd de snelste (standaard 1)
count  telt de paren van bericht en patroon die PCRE2 vindt, patroon voor patroon.
check  vergelijkt de drie motoren paar voor paar op de berichten die alleen ASCII bevatten,
       want daarbuiten verstaan ze onder \b en \w niet hetzelfde.
)";

struct Options {
  std::string mode, patterns, messages;
  std::vector<std::string> engines;
  size_t sample = 2000, passes = 1, threads = 1;
};

Options parse(int count, char **arguments) {
  Options options;
  if (count < 2) throw Fault("er is geen opdracht gegeven: time, count of check");
  options.mode = arguments[1];
  for (int index = 2; index < count; ++index) {
    std::string name = arguments[index];
    if (index + 1 == count) throw Fault(name + " heeft een waarde nodig");
    std::string value = arguments[++index];
    auto number = [&] {
      if (value.empty() || value.find_first_not_of("0123456789") != std::string::npos)
        throw Fault(name + " wil een getal, niet '" + value + "'");
      return size_t(std::strtoull(value.c_str(), nullptr, 10));
    };
    if (name == "--patterns") options.patterns = value;
    else if (name == "--messages") options.messages = value;
    else if (name == "--engine") options.engines.push_back(value);
    else if (name == "--sample") options.sample = number();
    else if (name == "--passes") options.passes = std::max<size_t>(1, number());
    else if (name == "--threads") options.threads = std::max<size_t>(1, number());
    else throw Fault("onbekende optie " + name);
  }
  if (options.patterns.empty() || options.messages.empty()) throw Fault("geef --patterns en --messages");
  return options;
}

using Maker = std::unique_ptr<Engine> (*)(const Patterns &);
const std::vector<std::pair<std::string, Maker>> makers = {
    {"pcre2-jit", makePCRE2}, {"re2-set", makeRE2Set}, {"vectorscan", makeVectorscan}};

using Clock = std::chrono::steady_clock;
double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double peakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024.0;
}

void timeEngine(Maker make, const Options &options, const Patterns &patterns, const Messages &messages) {
  auto start = Clock::now();
  std::unique_ptr<Engine> engine = make(patterns);
  double compile = secondsSince(start);

  size_t total = messages.count();
  if (engine->name() == "pcre2-jit" && options.sample != 0) total = std::min(total, options.sample);
  double best = 0;
  size_t matched = 0;
  for (size_t pass = 0; pass < options.passes; ++pass) {
    matched = 0;
    start = Clock::now();
    for (size_t index = 0; index < total; ++index) matched += engine->count(messages[index]);
    double seconds = secondsSince(start);
    if (pass == 0 || seconds < best) best = seconds;
  }

  size_t bytes = messages.bytes(total);
  std::printf(
      "{\"engine\":\"%s\",\"version\":\"%s\",\"rules\":%zu,\"messages\":%zu,\"bytes\":%zu,\"compile_s\":%.6f,"
      "\"scan_s\":%.6f,\"messages_per_s\":%.1f,\"mb_per_s\":%.3f,\"matched\":%zu,\"sampled\":%s,"
      "\"messages_available\":%zu,\"peak_rss_mb\":%.1f}\n",
      engine->name().c_str(), engine->version().c_str(), patterns.size(), total, bytes, compile, best, total / best,
      bytes / best / 1e6, matched, total < messages.count() ? "true" : "false", messages.count(), peakMegabytes());
  std::fflush(stdout);
}

void count(const Options &options, const Patterns &patterns, const Messages &messages) {
  std::vector<size_t> sums(options.threads);
  std::vector<std::exception_ptr> faults(options.threads);
  std::vector<std::thread> threads;
  for (size_t thread = 0; thread < options.threads; ++thread) {
    threads.emplace_back([&, thread] {
      try {
        auto engine = makePCRE2(patterns);
        size_t sum = 0;
        for (size_t index = thread; index < messages.count(); index += options.threads)
          sum += engine->count(messages[index]);
        sums[thread] = sum;
      } catch (...) {
        faults[thread] = std::current_exception();
      }
    });
  }
  for (std::thread &thread : threads) thread.join();
  for (const std::exception_ptr &fault : faults)
    if (fault) std::rethrow_exception(fault);
  size_t matched = 0;
  for (size_t sum : sums) matched += sum;
  std::printf(
      "{\"engine\":\"pcre2-jit\",\"rules\":%zu,\"messages\":%zu,\"bytes\":%zu,\"matched\":%zu}\n", patterns.size(),
      messages.count(), messages.bytes(), matched);
}

/// Returns whether all engines agree; names the first messages on which they do not.
bool check(const Options &options, const Patterns &patterns, const Messages &all) {
  Messages messages = all.ascii();
  size_t total = options.sample == 0 ? messages.count() : std::min(messages.count(), options.sample);
  std::vector<std::unique_ptr<Engine>> engines;
  for (const auto &[name, make] : makers) engines.push_back(make(patterns));
  std::map<std::string, size_t> sums;
  size_t differences = 0;
  for (size_t index = 0; index < total; ++index) {
    std::vector<unsigned> expected = engines[0]->matches(messages[index]);
    sums[engines[0]->name()] += expected.size();
    for (size_t other = 1; other < engines.size(); ++other) {
      std::vector<unsigned> found = engines[other]->matches(messages[index]);
      sums[engines[other]->name()] += found.size();
      if (found == expected || ++differences > 10) continue;
      std::string text(messages[index]);
      std::fprintf(
          stderr, "verschil: pcre2-jit vindt %zu patronen, %s %zu in: %s\n", expected.size(),
          engines[other]->name().c_str(), found.size(), text.c_str());
    }
  }
  std::printf("{\"check\":\"%s\",\"rules\":%zu,\"messages\":%zu", differences ? "different" : "equal", patterns.size(),
              total);
  for (const auto &[name, sum] : sums) std::printf(",\"%s\":%zu", name.c_str(), sum);
  std::printf("}\n");
  return differences == 0;
}

int run(const Options &options) {
  Patterns patterns = readPatterns(options.patterns);
  if (options.mode == "time") {
    std::vector<Maker> chosen;
    for (const auto &[name, make] : makers) {
      bool wanted = options.engines.empty() ||
                    std::count(options.engines.begin(), options.engines.end(), name) != 0;
      if (wanted) chosen.push_back(make);
    }
    for (const std::string &name : options.engines)
      if (std::none_of(makers.begin(), makers.end(), [&](const auto &known) { return known.first == name; }))
        throw Fault("onbekende motor " + name + ": kies pcre2-jit, re2-set of vectorscan");
    Messages messages = Messages::read(options.messages, 0);
    for (Maker make : chosen) timeEngine(make, options, patterns, messages);
    return 0;
  }
  if (options.mode == "count") {
    count(options, patterns, Messages::read(options.messages, 0));
    return 0;
  }
  if (options.mode == "check") return check(options, patterns, Messages::read(options.messages, 0)) ? 0 : 1;
  throw Fault("onbekende opdracht " + options.mode + ": kies time, count of check");
}

}  // namespace

int main(int count, char **arguments) {
  if (count == 2 && (std::string(arguments[1]) == "--help" || std::string(arguments[1]) == "-h")) {
    std::fputs(usage, stdout);
    return 0;
  }
  try {
    return run(parse(count, arguments));
  } catch (const std::exception &fault) {
    std::fprintf(stderr, "error: %s\n", fault.what());
    return 2;
  }
}
