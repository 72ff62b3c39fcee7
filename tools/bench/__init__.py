"""What the program's speed and memory are measured with: ``make bench``.

One module of ``subjects`` a subject; all of them write into ``docs/benchmarks.md`` and ``build/bench.json``. Nothing is asserted,
since a figure is only as good as the machine is quiet; but for each bar that was set it is said whether this run met it.
"""
