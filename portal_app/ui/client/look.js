// Runs in the head before the first paint (inline, so keep it short): theme, density and language as chosen in this
// browser. For German it starts fetching the words and hides the English of the built page until they are there.
(function (root) {
  var look = {};
  try { look = JSON.parse(localStorage.getItem("portal-look")) || {}; } catch (e) {}
  var dark = matchMedia("(prefers-color-scheme: dark)");
  function paint() {
    root.dataset.theme = look.theme === "dark" || (look.theme !== "light" && dark.matches) ? "dark" : "light";
    root.dataset.density = look.density || "normal";
  }
  paint();
  dark.addEventListener("change", function () { if (!window.portalLook.theme || window.portalLook.theme === "system") paint(); });
  look.language = look.language || ((navigator.language || "").slice(0, 2) === "de" ? "de" : "en");
  root.lang = look.language;
  window.portalLook = look;
  window.portalPaint = paint;
  if (look.language !== "en") {
    root.dataset.waiting = "";
    setTimeout(function () { delete root.dataset.waiting; }, 4000);
    window.portalWords = fetch("WORDS_URL").then(function (r) { return r.json(); }).catch(function () { return {}; });
  }
})(document.documentElement);
