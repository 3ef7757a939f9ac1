"""What a page may be asked from outside: does it scroll sideways, are its targets large enough, has every field a label, is the focus seen."""

from playwright.sync_api import Page

_TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, [role=button], [role=option]"


def settled(page: Page) -> Page:
    """The page when nothing moves any more: a dialog that is still fading in has other colours than the one people read."""
    page.evaluate("() => Promise.all(document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity).map((one) => one.finished))")
    return page


def sideways(page: Page) -> list[str]:
    """Elements that reach beyond the right edge, when the page scrolls sideways."""
    return page.evaluate("""() => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        const beyond = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > width + 1);
        return beyond.slice(-5).map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 40)}`);
    }""")


def small_targets(page: Page, least: int) -> list[str]:
    """Targets smaller than `least` in one direction. Links inside a sentence and boxes inside a label are measured with their line or label."""
    return page.evaluate(
        """([targets, least]) => {
            const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
            const inText = (element) => element.matches("a") && !element.className && element.closest("p, li, nav.crumbs, .row");
            const area = (element) => (element.closest("label") ?? element.closest(".code-field") ?? element).getBoundingClientRect();
            const rowLink = (element) => element.matches(".row-link");
            return [...document.querySelectorAll(targets)]
                .filter((element) => shown(element) && !inText(element) && !rowLink(element) && !element.closest("[aria-hidden=true]"))
                .map((element) => [element, area(element)])
                .filter(([, { width, height }]) => width < least - 0.5 || height < least - 0.5)
                .map(([element, { width, height }]) => `${element.outerHTML.slice(0, 80)} "${element.textContent.slice(0, 30)}" ${width}x${height}`);
        }""",
        [_TARGETS, least],
    )


def fields_without_a_label(page: Page) -> list[str]:
    """Fields whose name does not come from a label (a placeholder is none), and buttons and links without a name."""
    return page.evaluate("""() => {
        const named = (element) => element.labels?.length || element.ariaLabel || element.getAttribute("aria-labelledby");
        const hidden = (element) => element.closest("[aria-hidden=true]") || element.type === "hidden" || element.hidden;
        const fields = [...document.querySelectorAll("input, select, textarea")].filter((element) => !hidden(element) && !named(element));
        const empty = (element) => !hidden(element) && !named(element) && !element.textContent.trim();
        const silent = [...document.querySelectorAll("button, a[href]")].filter(empty);
        return [...fields, ...silent].map((element) => element.outerHTML.slice(0, 120));
    }""")


def covered_by_another(page: Page) -> str | None:
    """What lies over the middle of the focused element, if anything does."""
    return page.evaluate("""() => {
        const focused = document.activeElement;
        const { left, top, width, height } = focused.getBoundingClientRect();
        if (focused === document.body || !width || focused.matches(".unseen, .unseen *")) return null;
        const over = document.elementFromPoint(left + Math.min(width / 2, 40), top + height / 2);
        const same = !over || over === focused || focused.contains(over) || over.contains(focused) || over.closest("label")?.contains(focused);
        return same ? null : `${focused.outerHTML.slice(0, 80)} lies under ${over.outerHTML.slice(0, 80)}`;
    }""")
