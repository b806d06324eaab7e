"""An event-driven simulator of the service-profit chain."""
