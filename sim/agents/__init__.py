"""Customers, employees, channels, firm and market as SimPy processes that wait and ask."""
