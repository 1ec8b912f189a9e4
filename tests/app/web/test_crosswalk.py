"""The matrix: every pair of two frameworks at its place, narrowed by the address; each bad value is told."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from tests.app.web import world
from tests.app.web.conftest import As
from tests.catalogues.files import FRAMEWORK
from tests.domain.frameworks.pairs import pair

from dualtrack.app.mappings import services
from dualtrack.app.programme.catalogue import crosswalk
from dualtrack.domain.frameworks.crosswalk import Relation
from dualtrack.domain.frameworks.narrowing import deltas_of

PAGE = "/crosswalk/"
NEW = pair(source="soc2:CC1.1", target="iso27001:A.8.34", origin="another", rationale="Somebody thinks so.")


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def _shown(client: Client, query: str) -> set[str]:
    """The addresses of the cells that are drawn and not left out."""
    text = _text(client, f"{PAGE}?rows=iso27001&columns=soc2{query}")
    cells = text[text.index('<g id="cells">') : text.index('id="ring"')]
    return set(re.findall(r'<a class="(?:s\d+|ca)" href="([^"]+)"', cells))


def _wanted(**wanted: object) -> set[str]:
    """The addresses of what is held between the two, seen from ISO 27001, with what is asked for."""
    found = set()
    for one in crosswalk().mappings:
        seen = one if one.source.startswith("iso27001:") else one.inverted()
        if not (seen.source.startswith("iso27001:") and seen.target.startswith("soc2:")):
            continue
        if wanted.get("relation") not in (None, seen.relation) or seen.strength < wanted.get("least", 0):
            continue
        if wanted.get("delta", "any") not in ("any", *deltas_of(seen)):
            continue
        found.add("/".join((*seen.source.split(":"), *seen.target.split(":"), "")))
    return found


def test_the_two_frameworks_that_share_most_are_shown_whole(lead: Client) -> None:
    answer = lead.get(PAGE)
    drawing = answer.context["drawing"]
    assert (len(drawing.rows), len(drawing.columns), drawing.matrix.size) == (123, 61, 7503)
    assert _shown(lead, "") == _wanted()
    assert "396 judged pairs on 123 by 61 requirements" in _text(lead, PAGE)


def test_it_says_that_nobody_outside_reviewed_it_and_keeps_not_reviewed_apart(lead: Client) -> None:
    text = _text(lead, PAGE)
    assert "no CPA and no ISO lead auditor has reviewed it" in text
    assert f'not reviewed <span class="soft">{7503 - len(_wanted())}</span>' in text


@pytest.mark.parametrize(
    ("rows", "columns", "cells"),
    [("soc2", "iso27001", 7503), ("iso42001", "soc2", 70 * 61), ("iso27001", "iso42001", 123 * 70)],
)
def test_any_two_frameworks_stand_against_each_other(
    lead: Client, rows: str, columns: str, cells: int
) -> None:
    answer = lead.get(f"{PAGE}?rows={rows}&columns={columns}")
    assert answer.context["drawing"].matrix.size == cells
    assert len(answer.context["drawing"].cells) > 50


def test_a_framework_named_alone_stands_beside_the_one_it_shares_most_with(lead: Client) -> None:
    ends = [{m.source.partition(":")[0], m.target.partition(":")[0]} for m in crosswalk().mappings]
    most = max(("soc2", "iso27001"), key=lambda key: ends.count({key, "iso42001"}))
    asked = lead.get(f"{PAGE}?columns=iso42001").context["question"]
    assert (asked.rows.key, asked.columns.key) == (most, "iso42001")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("&relation=subset-of", {"relation": Relation.SUBSET_OF}),
        ("&strength=7", {"least": 7}),
        ("&delta=soc2:board_independence", {"delta": "soc2:board_independence"}),
        ("&relation=intersects-with&strength=8", {"relation": Relation.INTERSECTS_WITH, "least": 8}),
    ],
)
def test_the_address_narrows_without_a_script(lead: Client, query: str, wanted: dict[str, object]) -> None:
    shown = _shown(lead, query)
    assert shown == _wanted(**wanted)
    assert 0 < len(shown) < len(_wanted())
    said = f"Shown: {len(shown)} of {len(_wanted())}"
    assert said in _text(lead, f"{PAGE}?rows=iso27001&columns=soc2{query}")


def test_words_are_looked_for_in_ids_and_titles_of_either_side(lead: Client) -> None:
    assert _shown(lead, "&q=CRYPTOGRAPHY") == {a for a in _wanted() if "/A.8.24/" in a}
    assert _shown(lead, "&q=cryptography cc6.1") == {"iso27001/A.8.24/soc2/CC6.1/"}


def test_themes_and_categories_narrow_either_side(lead: Client) -> None:
    people = _shown(lead, "&in_iso27001=theme:people")
    assert people == {a for a in _wanted() if "/A.6." in a}
    both = _shown(lead, "&in_iso27001=theme:people&in_soc2=category:confidentiality")
    assert both == {a for a in people if "/C1." in a}


def test_what_nobody_reviewed_can_be_asked_for(lead: Client) -> None:
    answer = lead.get(f"{PAGE}?standing=not-reviewed&q=A.8.34")
    assert (answer.context["shown"], answer.context["of"]) == (61, 7503 - len(_wanted()))
    assert answer.context["ground"]


def test_pairs_are_narrowed_by_what_our_controls_serve(lead: Client, signed_in: As) -> None:
    both = lead.get(f"{PAGE}?serving=both").context
    assert 0 < both["shown"] == both["counts"]["both"] < both["counts"]["pairs"]
    auditor = _text(signed_in("service"), f"{PAGE}?serving=both")
    assert "serving: &#x27;both&#x27; was not understood; expected nothing, as the controls" in auditor
    assert "Controls of ours" not in auditor


def test_the_table_holds_the_same_pairs_and_hides_the_same(lead: Client) -> None:
    text = _text(lead, f"{PAGE}?rows=iso27001&columns=soc2&view=table&strength=9")
    shown = re.findall(r'<tr class="line"><th scope="row"><a href="([^"]+)"', text)
    assert set(shown) == _wanted(least=9)
    assert len(re.findall(r'<tr class="line" hidden>', text)) == len(_wanted()) - len(shown)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("rows=pci", "rows: &#x27;pci&#x27; was not understood; expected one of iso27001, iso42001, soc2."),
        (
            "rows=soc2&columns=soc2",
            "columns: &#x27;soc2&#x27; was not understood; expected another framework",
        ),
        (
            "relation=near",
            "relation: &#x27;near&#x27; was not understood; expected one of equal-to, equivalent",
        ),
        ("strength=11", "strength: &#x27;11&#x27; was not understood; expected a whole number from 0 to 10."),
        ("strength=-1", "strength: &#x27;-1&#x27; was not understood; expected a whole number from 0 to 10."),
        ("strength=%C2%B2", "was not understood; expected a whole number from 0 to 10."),
        ("standing=maybe", "standing: &#x27;maybe&#x27; was not understood; expected one of related,"),
        ("delta=soc2:nothing", "delta: &#x27;soc2:nothing&#x27; was not understood; expected one of any,"),
        ("in_soc2=theme:people", "in_soc2: &#x27;theme:people&#x27; was not understood; expected one of"),
        ("view=huge", "view: &#x27;huge&#x27; was not understood; expected one of small, table."),
        (
            "serving=all",
            "serving: &#x27;all&#x27; was not understood; expected one of both, apart, one, none.",
        ),
    ],
)
def test_each_bad_value_is_one_message_and_is_left_out(lead: Client, query: str, said: str) -> None:
    answer = lead.get(f"{PAGE}?{query}")
    assert said in answer.content.decode()
    assert len(answer.context["question"].problems) == 1
    assert answer.context["shown"] == answer.context["of"]


def test_a_value_of_any_length_is_cut_in_its_message(lead: Client) -> None:
    answer = lead.get(f"{PAGE}?relation={'x' * 3000}")
    assert f"relation: &#x27;{'x' * 40}&#x27; was" in answer.content.decode()


def test_links_keep_what_was_asked_and_turn_the_relation_round(lead: Client) -> None:
    links = lead.get(f"{PAGE}?rows=iso27001&columns=soc2&relation=subset-of&q=access").context["links"]
    turned = lead.get(PAGE + links["turned"].address).context["question"]
    assert (turned.rows.key, turned.search) == ("soc2", "access")
    assert turned.narrowing.relation is Relation.SUPERSET_OF
    assert not lead.get(PAGE + links["cleared"].address).context["question"].narrowing.asks


def test_a_candidate_is_drawn_and_does_not_count_and_a_rejected_one_says_so(lead: Client) -> None:
    services.enter(actor=world.LEAD, now=world.NOW, today=world.TODAY, mappings=[NEW])
    ours = crosswalk().listed("soc2:CC6.1", "iso27001:A.8.24")
    assert ours is not None
    services.reject_ours(actor=world.MANAGER, now=world.NOW, today=world.TODAY, ours=ours, reason="No.")
    text = _text(lead, PAGE)
    assert re.search(r'<a class="ca" href="iso27001/A.8.34/soc2/CC1.1/"', text)
    assert 'candidate, does not count <span class="soft">1</span>' in text
    assert 'rejected <span class="soft">1</span>' in text
    assert "Candidates (1)" in text
    assert _shown(lead, "&standing=candidate") == {"iso27001/A.8.34/soc2/CC1.1/"}


def test_a_past_day_shows_the_pairs_as_they_were_held_then(lead: Client) -> None:
    services.enter(actor=world.LEAD, now=world.NOW, today=world.TODAY, mappings=[NEW])
    assert lead.get(f"{PAGE}?as_of=2026-02-01").context["counts"]["candidates"] == 0
    assert lead.get(PAGE).context["counts"]["candidates"] == 1
    assert 'href="iso27001/A.8.24/soc2/CC6.1/?as_of=2026-02-01"' in _text(lead, f"{PAGE}?as_of=2026-02-01")


def test_an_own_framework_is_shown_by_its_name_everywhere(lead: Client, tmp_path: Path) -> None:
    folder = tmp_path / "own" / "frameworks"
    folder.mkdir(parents=True)
    folder.joinpath("acme.toml").write_text(FRAMEWORK, "utf-8")
    own = settings.DUALTRACK.model_copy(update={"frameworks": tmp_path / "own"})
    with override_settings(DUALTRACK=own):
        text = _text(lead, f"{PAGE}?rows=acme&columns=soc2")
        assert "Acme baseline against SOC 2: 0 judged pairs on 2 by 61 requirements" in text
        one = _text(lead, f"{PAGE}soc2/CC6.1/?to=acme")
        assert "No pair of CC6.1 with Acme baseline is listed" in one
        assert '<span class="fw acme">Acme baseline</span>' in _text(lead, "/requirements/soc2/CC6.1/")
        blank = _text(lead, f"{PAGE}acme/G.1/soc2/CC6.1/")
        assert "Not reviewed: nobody has judged these two" in blank


def test_one_requirement_is_shown_with_its_partners_in_the_framework_asked_for(lead: Client) -> None:
    answer = lead.get(f"{PAGE}soc2/CC6.1/?to=iso42001")
    focus = answer.context["focus"]
    assert (focus.chosen.framework.short, focus.before.local_id) == ("ISO 42001", "CC5.3")
    assert focus.after.local_id == "CC6.2"
    assert all(p.target.startswith("iso42001:") for p in focus.chosen.pairs)
    assert lead.get(f"{PAGE}soc2/CC6.1/").context["focus"].chosen.framework.key == "iso27001"
    text = re.sub(r"\s+", " ", answer.content.decode())
    assert f'href="/crosswalk/soc2/CC6.1/iso42001/{focus.chosen.pairs[0].target.partition(":")[2]}/"' in text


def test_a_framework_that_is_none_is_told_on_the_page_of_a_requirement(lead: Client) -> None:
    assert "to: pci is no other framework that is loaded; ISO 27001 is shown." in _text(
        lead, f"{PAGE}soc2/CC6.1/?to=pci"
    )


def test_the_ends_of_a_framework_have_one_neighbour(lead: Client) -> None:
    first = lead.get(f"{PAGE}soc2/CC1.1/").context["focus"]
    assert (first.before, first.after.local_id) == (None, "CC1.2")


@pytest.mark.parametrize(
    "address",
    ["pci/1.1/", "soc2/CC99.9/", "soc2/CC6.1/soc2/CC6.2/", "soc2/CC6.1/iso27001/A.9.9/", "soc2/x/pci/1/"],
)
def test_what_no_framework_holds_is_not_found(lead: Client, address: str) -> None:
    assert lead.get(PAGE + address).status_code == 404


def test_an_owner_sees_the_matrix_and_only_their_own_controls(signed_in: As) -> None:
    owner = signed_in("owner")
    assert "In 0 of them" not in _text(owner, PAGE)
    mine = owner.get(f"{PAGE}soc2/CC6.2/").context["controls"]
    assert [c.id for c in mine] == [world.OWN]
    assert signed_in("service").get(f"{PAGE}soc2/CC6.2/").context["controls"] is None


def test_crosswalk_and_candidates_are_linked_from_each_other_and_the_navigation(
    lead: Client, signed_in: As
) -> None:
    assert _text(lead, PAGE).count('href="/crosswalk/candidates/"') == 2
    assert _text(lead, "/crosswalk/candidates/").count('href="/crosswalk/"') == 2
    assert 'href="/crosswalk/candidates/"' not in _text(signed_in("service"), PAGE)


def test_the_matrix_asks_as_many_questions_of_the_database_however_it_is_narrowed(lead: Client) -> None:
    lead.get(PAGE)
    counts = []
    for query in ("", "?q=access&strength=3", "?rows=iso42001&columns=soc2&view=table"):
        with CaptureQueriesContext(connection) as held:
            lead.get(PAGE + query)
        counts.append(len(held))
    assert len(set(counts)) == 1, counts
