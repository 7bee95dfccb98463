"""The dated record of a run: a page for people, the raw figures for machines."""

import datetime
import json

from bench import targets


STORE = ["queue_ms", "decide_ms", "receive_per_s", "receive_batch_per_s", "verify_events_per_s", "bytes_per_review"]


def write(folder, machine, command, figures, raw, faults):
    """Writes README.md and results.json into a folder of the day; a second run that day replaces the first."""
    folder.mkdir(parents=True, exist_ok=True)
    raw_text = json.dumps(
        {"machine": machine, "command": command, "figures": [figure.as_json() for figure in figures],
         "not_measured": faults, "runs": raw},
        ensure_ascii=False,
        indent=1,
    )
    (folder / "results.json").write_text(raw_text + "\n", encoding="utf-8")
    (folder / "README.md").write_text(page(machine, command, figures, raw, faults), encoding="utf-8")


def page(machine, command, figures, raw, faults):
    lines = [
        f"# Run of {datetime.date.today().isoformat()}",
        "",
        f"- Machine: {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}, "
        f"Linux {machine['kernel']}",
        f"- Versions: {machine['swift']}; {', '.join(machine['libraries'])}; Python {machine['python']}",
        f"- Fatsoen: commit {machine['commit']}",
        f"- Command: `{command}`",
        f"- Load of other programs at the start: {machine['load']} (average of a minute)",
        "- Ratios compare runs that alternated on this machine; each figure is the best of its repeats, those of the store of one run.",
        "",
        "| figure | measured | target | |",
        "|---|---:|---|---|",
    ]
    lines += [targets.record_row(figure) for figure in figures]
    if faults:
        lines += ["", "Not measured, because the run failed there:", ""]
        lines += [f"- {' '.join(fault.split())}" for fault in faults]
    if speed := raw.get("speed"):
        lines += ["", "## Speed", "", "One thread, `messages_per_s` of the best repeat.", ""]
        lines += ["| engine | patterns | messages | compile s | scan s | messages/s | MB/s | pairs |", "|---|" + "---:|" * 7]
        for rules, engines in speed.items():
            for engine, runs in engines.items():
                best = max(runs, key=lambda run: run["messages_per_s"])
                sampled = " (sample)" if best.get("sampled") else ""
                lines.append(
                    f"| {engine} | {int(rules):,} | {best['messages']:,}{sampled} | {best['compile_s']:.3f} | "
                    f"{best['scan_s']:.3f} | {best['messages_per_s']:,.0f} | {best['mb_per_s']:.1f} | {best['matched']:,} |"
                )
    if shipped := raw.get("shipped"):
        lines += ["", "## The shipped rules", "", "One thread, `messages_per_s` of every repeat.", ""]
        lines += ["| rules | messages/s |", "|---|---|"]
        for name, runs in shipped.items():
            speeds = ", ".join(f"{run['messages_per_s']:,.0f}" for run in runs)
            lines.append(f"| {name} | {speeds} |")
    if runs := raw.get("store", {}).get("runs"):
        lines += ["", "## The store at every size", ""]
        lines += ["| database | reviews | " + " | ".join(STORE) + " |", "|---|" + "---:|" * (1 + len(STORE))]
        for run in runs:
            values = " | ".join(targets.number(run[key]) for key in STORE)
            lines.append(f"| {run['database']} | {run['reviews']:,} | {values} |")
    if hostile := raw.get("hostile"):
        lines += ["", "## Slowest hostile messages", ""]
        lines += ["| milliseconds | rule | text | disposition |", "|---:|---|---|---|"]
        for row in hostile["slowest"]:
            lines.append(f"| {row['milliseconds']:.1f} | {row['rule']} | {row['kind']} | {row['disposition']} |")
    return "\n".join(lines) + "\n"
