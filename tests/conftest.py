"""How property tests draw their examples: without deadlines, and in CI the same ones every time."""

from hypothesis import settings

# A deadline would measure the machine, not the code.
settings.register_profile("house", deadline=None, print_blob=True)
settings.register_profile(
    "ci", parent=settings.get_profile("house"), derandomize=True, database=None
)
settings.load_profile("house")
