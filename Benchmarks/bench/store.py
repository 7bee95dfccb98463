"""The store on SQLite and PostgreSQL side by side: the queue, decisions, taking in, claiming and re-computing the log."""

import os
import subprocess
import tempfile
import time

from bench import measure, targets

KEYS = ["queue_ms", "queue_worst_ms", "decide_ms", "decide_worst_ms", "receive_alone_per_s", "receive_per_s",
        "receive_flagged_per_s",
        "receive_batch_per_s", "verify_events_per_s", "bytes_per_review"]
GROWTH = (("queue_ms", "a page of the queue", "een bladzij"), ("decide_ms", "a decision", "een besluit"),
          ("receive_per_s", "`receive`", "overnemen"), ("receive_batch_per_s", "`receive` in batches", "overnemen, 500 tegelijk"),
          ("verify_events_per_s", "`verify`", "narekenen"))
PER_SCHOOL = 5_000  # as many at every size, so that growth is that of the database
PROCESSES = 8
LIMIT = 7200


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


class Store:
    """One measurement: the databases of every size, on SQLite and then copied to PostgreSQL. What fails is noted in `faults`,
    and the rest goes on."""

    def __init__(self, fatsoen, root, work, environment, sizes, say):
        self.fatsoen, self.root, self.environment, self.sizes, self.say = fatsoen, root, environment, sorted(sizes), say
        self.folder = work / "store"
        self.runs, self.raw, self.faults = {}, {"runs": [], "copies": []}, []

    def figures(self):
        """Yields each figure as soon as it is known."""
        measure.run(["rm", "-rf", self.folder])
        self.folder.mkdir()
        try:
            for size in self.sizes:
                yield from self.attempt(f"SQLite, {size}", self.measured, "SQLite", size, self.file(size))
            yield from self.grown("SQLite")
            yield from self.attempt("PostgreSQL", self.on_server)
            yield from self.grown("PostgreSQL")
        finally:
            measure.run(["rm", "-rf", self.folder])

    def attempt(self, name, step, *arguments):
        try:
            yield from step(*arguments)
        except (measure.Failure, OSError, subprocess.TimeoutExpired) as fault:
            self.say(f"{name} mislukte: {fault}")
            self.faults.append(f"{name}: {fault}")

    def file(self, size):
        return f"sqlite://{self.folder}/{size}.db"

    def keys(self, size):
        return self.folder / f"{size}.keys"

    def program(self, address, size, *more):
        return [self.fatsoen, "bench-store", "--database", address, "--keys", self.keys(size), *more]

    def measured(self, database, size, address):
        self.say(f"bewaren, {database}, {size} beoordelingen in {size // PER_SCHOOL} scholen …")
        command = self.program(address, size, "--reviews", size, "--schools", size // PER_SCHOOL)
        done = measure.run(command, environment=self.environment, limit=LIMIT)
        run = measure.last_object(done.output, KEYS)
        self.runs[database, size] = run
        self.raw["runs"].append({"database": database, "seconds": done.seconds, **run})
        if size == self.sizes[-1]:
            yield from report(database, size, run)

    def on_server(self):
        with Server(self.root) as server:
            places = {size: server.schema(f"n{size}") for size in self.sizes if ("SQLite", size) in self.runs}
            for size, place in places.items():
                yield from self.attempt(f"kopie, {size}", self.copied, size, place)
            measure.run(["psql", "--quiet", "--no-psqlrc", server.address, "-c", "VACUUM ANALYZE"], limit=LIMIT)
            for size, place in places.items():
                yield from self.attempt(f"PostgreSQL, {size}", self.measured, "PostgreSQL", size, place)
            for size, place in list(places.items())[-1:]:
                yield from self.attempt("in behandeling nemen", self.claimed, size, place)

    def copied(self, size, place):
        self.say(f"{size} beoordelingen van SQLite naar PostgreSQL …")
        command = [self.fatsoen, "copy", "--json", "--keys", self.keys(size), self.file(size), place]
        done = measure.run(command, environment=self.environment, limit=LIMIT)
        copy = {"reviews": size, "seconds": done.seconds, **measure.last_object(done.output, ["rows"])}
        self.raw["copies"].append(copy)
        if size == self.sizes[-1]:
            yield targets.Figure(f"`copy` of {size:,} reviews from SQLite to PostgreSQL, checked",
                                 "kopie van SQLite naar PostgreSQL", copy["rows"] / copy["seconds"], "rows/s")

    def grown(self, database):
        """How the cost of an operation grows from the smallest size to each larger one."""
        known = [size for size in self.sizes if (database, size) in self.runs]
        for size in known[1:]:
            for key, what, dutch in GROWTH:
                ratio = self.runs[database, size][key] / self.runs[database, known[0]][key]
                yield targets.Figure(f"{database}: cost of {what} from {known[0]:,} to {size:,} reviews",
                                     f"{database}: groei van {dutch} tot {targets.dutch(size)}",
                                     1 / ratio if key.endswith("per_s") else ratio, "x", at_most=1.5)

    def claimed(self, size, place):
        """Lets eight processes claim all of one queue at once; counts what was given twice."""
        self.say(f"{PROCESSES} processen nemen één wachtrij in behandeling …")
        # All wait for the end of one pipe, so that one sign starts them together.
        waiting, go = os.pipe()
        children = []
        try:
            for number in range(PROCESSES):
                command = [str(part) for part in self.program(place, size, "--claim", number)]
                children.append(subprocess.Popen(command, stdin=waiting, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                                 env={**os.environ, **self.environment}))
            for child in children:
                if child.stdout.readline() != "ready\n":
                    raise measure.Failure(f"een van de processen werd niet gereed: {child.communicate(timeout=60)[1].strip()}")
            start = time.perf_counter()
            os.close(go)
            go = None
            done = [child.communicate(timeout=LIMIT) for child in children]
            seconds = time.perf_counter() - start
        finally:
            os.close(waiting)
            if go is not None:
                os.close(go)
            for child in children:
                if child.poll() is None:
                    child.kill()
                child.communicate()
        for child, (_, errors) in zip(children, done):
            if child.returncode:
                raise measure.Failure(f"een van de processen eindigde met {child.returncode}: {errors.strip()}")
        by_process = [output.split() for output, _ in done]
        claims = [review for output in by_process for review in output]
        self.raw["claims"] = {"claims": len(claims), "doubles": len(claims) - len(set(claims)), "per_s": len(claims) / seconds,
                              "by_process": [len(output) for output in by_process]}
        if sum(bool(output) for output in by_process) < 2:
            raise measure.Failure("één proces nam alles in behandeling; er is dus niet tegelijk gewerkt")
        yield targets.Figure(f"PostgreSQL: {len(claims):,} claims by {PROCESSES} processes, given twice",
                             f"dubbel uitgegeven aan {PROCESSES} processen", self.raw["claims"]["doubles"], "", at_most=0)
        yield targets.Figure("PostgreSQL: claims by all of them", "claims van alle samen", self.raw["claims"]["per_s"], "claims/s")


def report(database, size, run):
    """The figures of one database at one size; the targets are those of SQLite."""
    judged = database == "SQLite"
    place = f"{database}, {size:,} reviews in {size // PER_SCHOOL} schools"
    yield targets.Figure(f"{place}: first page of 50 of a queue (median)", f"{database}: eerste bladzij van een wachtrij",
                         run["queue_ms"], "ms", below=20)
    yield targets.Figure(f"{place}: the slowest of 100", f"{database}: de traagste van 100", run["queue_worst_ms"], "ms")
    yield targets.Figure(f"{place}: a decision (median)", f"{database}: een besluit", run["decide_ms"], "ms",
                         below=10 if judged else None)
    yield targets.Figure(f"{place}: `receive`, each message a transaction, 64 callers, one in fifty flagged",
                         f"{database}: overnemen, bericht voor bericht", run["receive_per_s"], "msg/s",
                         at_least=4_000 if judged else None)
    yield targets.Figure(f"{place}: the same from one caller, who waits for the disk each time",
                         f"{database}: hetzelfde van één kant", run["receive_alone_per_s"], "msg/s")
    yield targets.Figure(f"{place}: the same from 64, every message flagged", f"{database}: van 64 kanten, elk bericht valt op",
                         run["receive_flagged_per_s"], "msg/s")
    yield targets.Figure(f"{place}: `receive` in batches of 500, one in fifty flagged",
                         f"{database}: overnemen, 500 tegelijk", run["receive_batch_per_s"], "msg/s",
                         at_least=20_000 if judged else None)
    yield targets.Figure(f"{place}: `verify`", f"{database}: narekenen", run["verify_events_per_s"], "events/s",
                         at_least=50_000)
    yield targets.Figure(f"{place}: size per review", f"{database}: omvang per beoordeling", run["bytes_per_review"], "bytes")
