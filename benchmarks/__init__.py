"""What the simulator costs: speed, growth, memory, threads and start-up."""
