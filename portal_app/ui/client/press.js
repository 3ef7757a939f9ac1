// A press that leaves a field must reach what it was meant for: what the leaving sets off (a sentence, a look ahead, both push the
// page down) waits until the press is over. Else the button moves away from under the pointer and nothing is pressed.
const LONGEST = 1000; // for a press whose end we are not told, say on the browser's own list of options

let pressed = false;
let timer = 0;
let waiting = [];

const over = () => {
  clearTimeout(timer);
  pressed = false;
  const acts = waiting;
  waiting = [];
  for (const act of acts) act();
};

const overIn = (milliseconds) => {
  clearTimeout(timer);
  timer = setTimeout(over, milliseconds);
};

const begin = () => {
  over();
  pressed = true;
  overIn(LONGEST);
};

if (typeof document !== "undefined") {
  document.addEventListener("mousedown", begin, true); // for fingers, too: it comes just before the focus moves
  document.addEventListener("click", over, true); // before what was pressed hears of it, so that it finds the field left
  document.addEventListener("mouseup", () => overIn(0), true); // a press that ends elsewhere is no click
  document.addEventListener("dragend", over, true);
}

/** Do it at once, or right after the press that is under way. */
export const afterPress = (act) => void (pressed ? waiting.push(act) : act());
