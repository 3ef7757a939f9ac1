// A press that leaves a field must reach what it was meant for: what the leaving sets off (a sentence, a look ahead, both push the
// page down) waits until the press is over. Else the button moves away from under the pointer and nothing is pressed. The end is the
// release, not the click: who is clicked is settled by then, and finds the field left.
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

const begin = () => {
  over();
  pressed = true;
  timer = setTimeout(over, LONGEST);
};

if (typeof document !== "undefined") {
  document.addEventListener("mousedown", begin, true); // for fingers, too: it comes just before the focus moves
  document.addEventListener("mouseup", over, true);
  document.addEventListener("dragend", over, true);
}

/** Do it at once, or right after the press that is under way. */
export const afterPress = (act) => void (pressed ? waiting.push(act) : act());
