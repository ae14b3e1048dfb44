"""Measured claims, each against a peer in the same run; `python -m benchmarks` writes them to `out/`.

A benchmark is a module with `measure() -> Measurement`, named in `__main__.REGISTRY`. Nothing here is a test:
a machine that is busy may miss a goal, and the file says so.
"""
