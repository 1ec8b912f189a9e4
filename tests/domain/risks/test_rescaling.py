"""Carrying ratings to other scales: never lower in proportion, always on the scale, in the same order."""

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.risks import making as make

from dualtrack.domain.risks.rescaling import carried, rescaled, rescaled_links

sizes = st.integers(2, 10)


@given(of=sizes, to=sizes, data=st.data())
def test_a_step_stays_on_the_scale_in_order_and_in_proportion(of: int, to: int, data: st.DataObject) -> None:
    step = data.draw(st.integers(1, of))
    there = carried(step, of, to)
    assert 1 <= there <= to
    assert there * of >= step * to  # never made to look lower
    assert carried(min(step + 1, of), of, to) >= there
    assert carried(0, of, to) == 0
    assert carried(of, of, to) == to


def test_each_side_goes_by_its_own_scale() -> None:
    before = make.method()
    after = make.method(likelihood=make.scale(3), consequence=make.scale(10))
    assert rescaled(make.rating(4, 5, 0, 1), before, after) == make.rating(3, 10, 0, 2)
    links = (make.link(steps=2), make.link("CR-02", "consequence", 2), make.link("AC-06", steps=1))
    assert [one.steps for one in rescaled_links(links, before, after)] == [1, 4, 1]
    assert rescaled_links(links, before, before) == links
