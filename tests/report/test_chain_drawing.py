"""The drawing of the chain: every stage and link has a place, nothing overlaps."""

import itertools

import pytest

from sim.metrics import CATALOGUE, STAGES
from sim.parameters import ARROWS
from sim.report import chain


def drawing(strength=1.0):
    """The chain with a reading for every headline figure and all links at one strength."""
    readings = {}
    for metric in CATALOGUE.values():
        if metric.headline:
            reading = chain.Reading(
                metric.label, "+230,000", "EUR/year", "+216,000 to +244,000", "better", "▲"
            )
            readings.setdefault(metric.stage, []).append(reading)
    links = [chain.Link(arrow.source, arrow.target, strength) for arrow in ARROWS]
    return chain.draw(readings, links)


def test_every_stage_and_every_end_of_a_link_has_a_place():
    """A stage of the catalogue or of an arrow cannot be missing from the drawing."""
    ends = {end for arrow in ARROWS for end in (arrow.source, arrow.target)}
    assert {*STAGES, *ends} <= set(chain.PLACES)


def test_boxes_do_not_overlap_and_stay_inside():
    """Every box has its own ground inside the view."""
    made = drawing()
    for box in made.boxes:
        assert box.x >= 0
        assert box.x + box.width <= made.width
        assert box.y + box.height <= made.height
    for a, b in itertools.combinations(made.boxes, 2):
        apart = (
            a.x + a.width <= b.x or b.x + b.width <= a.x
            or a.y + a.height <= b.y or b.y + b.height <= a.y
        )  # fmt: skip
        assert apart, (a, b)


def test_lines_of_text_stay_inside_their_box_and_apart():
    """Lines follow each other downwards within the box."""
    for box in drawing().boxes:
        heights = [line.y for line in box.lines]
        assert heights == sorted(set(heights))
        assert heights[-1] < box.height
        assert min((b - a for a, b in itertools.pairwise(heights)), default=13) >= 13


def test_labels_of_arrows_do_not_touch_each_other():
    """Every label of a strength can be read."""
    for a, b in itertools.combinations(drawing().arrows, 2):
        beside = abs(a.x - b.x) >= (a.label_width + b.label_width) / 2
        assert beside or abs(a.y - b.y) >= 17, (a, b)


def test_each_pair_of_stages_has_one_arrow():
    """Links between the same stages share an arrow; none is lost."""
    pairs = {(arrow.source, arrow.target) for arrow in ARROWS}
    assert len(drawing().arrows) == len(pairs)


def test_links_cut_are_drawn_as_cut():
    """At strength 0 every arrow is cut; at any other strength none is."""
    assert all(arrow.is_cut and arrow.label == "cut" for arrow in drawing(0.0).arrows)
    assert not any(arrow.is_cut for arrow in drawing(0.5).arrows)


@pytest.mark.parametrize(
    ("strengths", "label"),
    [
        ((1.0, 1.0), f"{chain.TIMES}1"),
        ((0.0, 1.0), "1/2 cut"),
        ((0.5, 2.0), f"{chain.TIMES}0.5\N{EN DASH}2"),
    ],
)
def test_label_of_a_bundle(strengths, label):
    """The label says the strengths of all links it stands for."""
    made = chain.draw({}, [chain.Link("loyalty", "growth and profit", s) for s in strengths])
    assert made.arrows[0].label == label
