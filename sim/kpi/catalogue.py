"""Every key figure by name; low in the tree, so that whoever reads a question knows the names."""

from typing import Final

from sim.kpi import customer_value, customers, employees, growth, service
from sim.kpi.metric import Metric

CATALOGUE: Final = {
    figure.name: figure
    for family in (employees, service, customers, growth, customer_value)
    for figure in vars(family).values()
    if isinstance(figure, Metric)
}
"""Every key figure by name, in the order of the chain."""
