"""What docs/performance.md promises, measured. `make bench` runs all; `python -m benchmarks gate` runs one. Nothing here is a test."""
