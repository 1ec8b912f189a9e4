"""What axe says of a page: every rule over all of it, those about colours once for each way that texts look.

Of the time that axe takes three quarters go into colours, which it works out anew for every text. Texts whose
colour, grounds, size and weight are the same have the same contrast: one of them is looked at for all, and
none on the next page where axe found nothing wrong. A ground with a picture is looked at each time.
"""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

OF_COLOURS = ("color-contrast", "link-in-text-block")
# Rows of a long table that are made by the loop that made those above them.
LIKE_THOSE_ABOVE = "tbody tr:nth-of-type(n+31)"
_CLEAN = set[str]()  # looks of which axe said nothing, by all that their contrast is worked out from
_LOOK = """async ([rules, rows, colours_alone, clean]) => {
  const looks = new Map();
  const look = (one) => {  // what its contrast is worked out from: all that lies under it, down to the page
    if (!one) return '';
    if (!looks.has(one)) {
      const style = getComputedStyle(one);
      const ground = [style.backgroundColor, style.backgroundImage, style.opacity, style.mixBlendMode].join();
      const moved = style.position === 'static' ? '' : one.tagName + style.position;
      const under = look(one.parentElement);
      const own = ground === 'rgba(0, 0, 0, 0),none,1,normal' && !moved ? '' : '>' + ground + moved;
      looks.set(one, under + own);
    }
    return looks.get(one);
  };
  const written = (one) => one.matches('input, select, textarea') ||
    [...one.childNodes].some((part) => part.nodeType === Node.TEXT_NODE && part.data.trim());
  const chosen = new Map(), known = new Set(clean);
  for (const one of document.body.querySelectorAll('*')) {
    if (!written(one) || !one.getClientRects().length) continue;
    const style = getComputedStyle(one), about = one.parentElement, block = getComputedStyle(about);
    const link = one.matches('a[href]') ? [about.tagName, block.color, style.textDecorationLine] : [];
    const seen = [look(one), style.color, style.fontSize, style.fontWeight, style.textShadow,
      one.matches(':disabled, [aria-disabled=true]'), ...link].join('|');
    if (!known.has(seen) && !chosen.has(seen)) chosen.set(seen, one);
  }
  const include = [...chosen.values()];
  const exclude = include.flatMap((one) => [...one.children]);  // a text within is chosen by itself
  const asked = {resultTypes: ['violations']};
  const off = Object.fromEntries(rules.map((rule) => [rule, {enabled: false}]));
  const found = colours_alone ? [] : (await axe.run({exclude: [[rows]]}, {...asked, rules: off})).violations;
  const texts = exclude.length ? {include, exclude} : {include};
  const only = {...asked, runOnly: {type: 'rule', values: rules}};
  if (include.length) found.push(...(await axe.run(texts, only)).violations);
  const said = found.map((one) => one.id + ': ' + one.help + ' ' +
    JSON.stringify(one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))));
  return [said, [...chosen.keys()].filter((seen) => !/url\\(|gradient\\(/.test(seen))];
}"""


def violations(page: Page, *, colours_alone: bool = False) -> list[str]:
    """What axe finds wrong with a page as it stands, each with the first three places."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    arguments: list[Any] = [list(OF_COLOURS), LIKE_THOSE_ABOVE, colours_alone, sorted(_CLEAN)]
    found: tuple[list[str], list[str]] = page.evaluate(_LOOK, arguments)
    said, looks = found
    if not said:
        _CLEAN.update(looks)
    return said
