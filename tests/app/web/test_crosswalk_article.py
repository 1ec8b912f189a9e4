"""The article's rows beside ours: each label, each partner, and why each differs."""

import re

from django.test import Client
from tests.app.web.conftest import As

from dualtrack.app.programme.catalogue import crosswalk, library

PAGE = "/crosswalk/article/"


def _text(client: Client) -> str:
    return re.sub(r"\s+", " ", client.get(PAGE).content.decode())


def test_all_thirteen_rows_stand_in_the_articles_order_with_both_labels(lead: Client) -> None:
    rows = lead.get(PAGE).context["rows"]
    assert [one.row.series for one in rows] == [a.series for a in library().crosswalks.article]
    assert len(rows) == 13
    for one in rows:
        assert one.series.claimed == one.row.label
        assert one.reached == len(one.row.criteria) - len(one.series.short)


def test_every_label_that_differs_is_marked_and_its_note_names_ours(lead: Client) -> None:
    rows = lead.get(PAGE).context["rows"]
    differing = [one for one in rows if not one.series.agrees]
    text = _text(lead)
    assert text.count('<span class="flag part">differs</span>') == len(differing) > 0
    for one in differing:
        assert str(one.series.label) in one.row.note
        assert one.row.note.replace("'", "&#x27;") in text


def test_every_requirement_is_named_by_both_or_by_one_alone_with_the_reason(lead: Client) -> None:
    for one in lead.get(PAGE).context["rows"]:
        alone = {m.requirement for m in one.moved}
        assert set(one.listed.both) | alone == set(one.row.requirements)
        assert not set(one.listed.both) & alone
        for moved in one.moved:
            assert all(p.target not in one.row.criteria for p in moved.pairs)
        for pair in one.ours:
            assert pair.target not in one.row.requirements
            assert pair == crosswalk().between(pair.source, pair.target)


def test_what_only_the_article_puts_there_says_where_ours_is_and_why(lead: Client) -> None:
    row = next(one for one in lead.get(PAGE).context["rows"] if one.row.series == "CC9")
    (moved,) = row.moved
    assert moved.requirement == "iso27001:A.5.7"
    best = moved.pairs[0]
    address = f"/crosswalk/iso27001/A.5.7/soc2/{best.target.partition(':')[2]}/"
    assert f'<span class="mono">A.5.7</span> Threat intelligence: <a href="{address}">' in _text(lead)
    assert best.rationale.replace("'", "&#x27;") in _text(lead)


def test_everybody_may_read_it_and_it_leads_back(signed_in: As) -> None:
    text = _text(signed_in("service"))
    assert 'href="/crosswalk/"' in text
    assert "Every difference is explained." in text
