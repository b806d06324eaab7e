"""The answer for people: figures, words, one self-contained page."""
