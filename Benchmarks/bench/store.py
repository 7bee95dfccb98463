"""The store on SQLite and PostgreSQL side by side: the queue, decisions, taking in, claiming and re-computing the log."""

import subprocess
import tempfile

from bench import measure, targets

KEYS = ["queue_ms", "queue_worst_ms", "decide_ms", "decide_worst_ms", "receive_alone_per_s", "receive_per_s",
        "receive_flagged_per_s",
        "receive_batch_per_s", "verify_events_per_s", "bytes_per_review"]
PROCESSES = 8


class Server:
    """A private PostgreSQL, as durable as a real one, for as long as the measurement takes."""

    def __init__(self, root):
        self.script = root / "Scripts" / "postgres"
        self.folder = tempfile.mkdtemp(prefix="fatsoen-pg.", dir="/tmp")

    def __enter__(self):
        done = measure.run([self.script, "start", self.folder], environment={"FATSOEN_POSTGRES_FSYNC": "on"})
        self.address = done.output.strip()
        return self

    def __exit__(self, *_):
        measure.run([self.script, "kill", self.folder], accept=(0, 1))
        measure.run(["rm", "-rf", self.folder])

    def schema(self, name):
        """The address of an empty schema."""
        measure.run(["psql", "--quiet", "--no-psqlrc", self.address, "-c", f"CREATE SCHEMA {name}"])
        return f"{self.address}&options=-c%20search_path%3D{name}"


def figures(fatsoen, root, work, environment, sizes, say):
    """Yields the figures, and as the last value the raw runs."""
    reviews, schools = sizes
    small = (10_000, 2)
    raw = {}

    def bench(name, address, size, keys, *more):
        say(f"bewaren, {name}, {size[0]} beoordelingen in {size[1]} scholen …")
        command = [fatsoen, "bench-store", "--database", address, "--keys", keys]
        done = measure.run(command + ["--reviews", size[0], "--schools", size[1], *more], environment=environment, limit=7200)
        return measure.last_object(done.output, KEYS)

    folder = work / "store"
    measure.run(["rm", "-rf", folder])
    folder.mkdir()
    files = {size: f"sqlite://{folder}/{size[0]}.db" for size in (small, sizes)}
    keys = {size: folder / f"{size[0]}.keys" for size in files}
    runs = {("SQLite", size): bench("SQLite", files[size], size, keys[size]) for size in files}
    with Server(root) as server:
        places = {size: server.schema(f"n{size[0]}") for size in files}
        copies = []
        for size in files:
            say(f"{size[0]} beoordelingen van SQLite naar PostgreSQL …")
            copy = [fatsoen, "copy", "--json", "--keys", keys[size], files[size], places[size]]
            done = measure.run(copy, environment=environment, limit=7200)
            copies.append({"seconds": done.seconds, **measure.last_object(done.output, ["rows"])})
        measure.run(["psql", "--quiet", "--no-psqlrc", server.address, "-c", "VACUUM ANALYZE"], limit=7200)
        for size in files:
            runs["PostgreSQL", size] = bench("PostgreSQL", places[size], size, keys[size])
        claims = claim(fatsoen, places[sizes], keys[sizes], environment)
    measure.run(["rm", "-rf", folder])

    for database in ("SQLite", "PostgreSQL"):
        judged = database == "SQLite"
        get = lambda key, size=sizes: runs[database, size][key]  # noqa: E731
        place = f"{database}, {reviews:,} reviews in {schools} schools"
        yield targets.Figure(f"{place}: first page of 50 of a queue (median)", f"{database}: eerste bladzij van een wachtrij",
                             get("queue_ms"), "ms", below=20)
        yield targets.Figure(f"{place}: the slowest of 100", f"{database}: de traagste van 100", get("queue_worst_ms"), "ms")
        yield targets.Figure(f"{place}: a decision (median)", f"{database}: een besluit", get("decide_ms"), "ms",
                             below=10 if judged else None)
        yield targets.Figure(f"{place}: `receive`, each message a transaction, 64 callers, one in fifty flagged",
                             f"{database}: overnemen, bericht voor bericht", get("receive_per_s"), "msg/s",
                             at_least=4_000 if judged else None)
        yield targets.Figure(f"{place}: the same from one caller, who waits for the disk each time",
                             f"{database}: hetzelfde van één kant", get("receive_alone_per_s"), "msg/s")
        yield targets.Figure(f"{place}: the same from 64, every message flagged", f"{database}: van 64 kanten, elk bericht valt op",
                             get("receive_flagged_per_s"), "msg/s")
        yield targets.Figure(f"{place}: `receive` in batches of 500, one in fifty flagged",
                             f"{database}: overnemen, 500 tegelijk", get("receive_batch_per_s"), "msg/s",
                             at_least=20_000 if judged else None)
        yield targets.Figure(f"{place}: `verify`", f"{database}: narekenen", get("verify_events_per_s"), "events/s",
                             at_least=50_000)
        yield targets.Figure(f"{place}: size per review", f"{database}: omvang per beoordeling", get("bytes_per_review"), "bytes")
        for key, what, dutch in (("queue_ms", "a page of the queue", "een bladzij"), ("decide_ms", "a decision", "een besluit"),
                                 ("receive_per_s", "`receive`", "overnemen"),
                                 ("receive_batch_per_s", "`receive` in batches", "overnemen, 500 tegelijk"),
                                 ("verify_events_per_s", "`verify`", "narekenen")):
            ratio = get(key) / get(key, small)
            yield targets.Figure(f"{database}: cost of {what} from {small[0]:,} to {reviews:,} reviews",
                                 f"{database}: groei van {dutch} tot {targets.dutch(reviews)}",
                                 1 / ratio if key.endswith("per_s") else ratio, "x", at_most=1.5)
    yield targets.Figure(f"`copy` of {reviews:,} reviews from SQLite to PostgreSQL, checked",
                         "kopie van SQLite naar PostgreSQL", copies[-1]["rows"] / copies[-1]["seconds"], "rows/s")
    yield targets.Figure(f"PostgreSQL: {claims['claims']:,} claims by {PROCESSES} processes, given twice",
                         f"dubbel uitgegeven aan {PROCESSES} processen", claims["doubles"], "", at_most=0)
    yield targets.Figure("PostgreSQL: claims by all of them", "claims van alle samen", claims["per_s"], "claims/s")
    raw["runs"] = [{"database": database, **run} for (database, _), run in runs.items()]
    raw["copies"], raw["claims"] = copies, claims
    yield raw


def claim(fatsoen, address, keys, environment):
    """Lets eight processes claim all of one queue at once; counts what was given twice."""
    import os
    import time

    command = [str(part) for part in (fatsoen, "bench-store", "--database", address, "--keys", keys)]
    start = time.perf_counter()
    children = [subprocess.Popen(command + ["--claim", str(number)], stdout=subprocess.PIPE, text=True,
                                 env={**os.environ, **environment}) for number in range(PROCESSES)]
    outputs = [child.communicate(timeout=1800)[0].split() for child in children]
    seconds = time.perf_counter() - start
    if any(child.returncode for child in children):
        raise measure.Failure("een van de processen die in behandeling nemen, mislukte")
    claims = [review for output in outputs for review in output]
    # On a busy machine the last to start may find nothing left.
    if sum(bool(output) for output in outputs) < 2:
        raise measure.Failure("één proces nam alles in behandeling; er is dus niet tegelijk gewerkt")
    return {"claims": len(claims), "doubles": len(claims) - len(set(claims)), "per_s": len(claims) / seconds,
            "by_process": [len(output) for output in outputs]}
