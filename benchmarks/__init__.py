"""Speed, always as ratios within one run: `python -m benchmarks NAME`. See README.md."""
