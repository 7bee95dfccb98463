"""What `Benchmarks/generate` and `Benchmarks/run` are made of; standard library only."""
