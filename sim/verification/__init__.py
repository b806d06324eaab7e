"""The proof: theory, literature and laws, each beside what the simulator gives."""
