"""The tests. None is judged by the clock: what an example takes is told by benchmarks, and differs with the machine."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
