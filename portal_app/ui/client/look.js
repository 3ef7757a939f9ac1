// Runs in the head before the first paint (inline, so it is short): theme, density and language as chosen in this browser.
// For German it starts fetching words and hides the English of the built page until they are there.
(function (root) {
  var look = {};
  try { look = JSON.parse(localStorage.getItem("portal-look")) || {}; } catch (e) {}
  var dark = matchMedia("(prefers-color-scheme: dark)");
  window.portalPaint = function () {
    root.dataset.theme = look.theme === "dark" || (look.theme !== "light" && dark.matches) ? "dark" : "light";
    root.dataset.density = look.density || "normal";
  };
  portalPaint();
  dark.addEventListener("change", portalPaint);
  look.language = look.language || ((navigator.language || "").slice(0, 2) === "de" ? "de" : "en");
  look.words = "WORDS_FOLDER";
  look.slices = "WORDS_SLICES".split(" ");
  root.lang = look.language;
  window.portalLook = look;
  if (look.language === "en") return;
  root.dataset.waiting = "";
  window.portalShow = function () {
    delete root.dataset.waiting;
    document.dispatchEvent(new Event("portal-shown"));
  };
  setTimeout(portalShow, 4000);
  var name = look.language + "/ui";
  window.portalWords = {};
  portalWords[name] = fetch(look.words + name + ".json");
})(document.documentElement);
