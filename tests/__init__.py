"""Tests; a package, since a library of the extra `validation` installs one of the same name."""
