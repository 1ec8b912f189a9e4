from tests.app.web.conftest import *


def test_all(lead, tmp_path):
    from dualtrack.domain.registers.registry import REGISTERS

    for url in [
        "/registers/",
        "/registers/people/",
        "/registers/people/owner/",
        "/registers/assets/",
        "/registers/assets/new/",
        "/registers/assets/data/",
        "/registers/assets/import/",
    ]:
        r = lead.get(url)
        print(url, r.status_code, len(r.content))
        assert r.status_code == 200, url
    for reg in REGISTERS:
        if reg.group != "privacy":
            for t in ("", "new/", "export/csv/", "export/xlsx/"):
                r = lead.get(f"/registers/{reg.key}/{t}")
                assert r.status_code == 200, (reg.key, t)
    for p in ("/registers/", "/registers/assets/", "/registers/assets/data/", "/registers/people/"):
        r = lead.get(p + "?as_of=2025-08-01")
        assert r.status_code == 200
