// In the place of universal-cookie: our pages have no cookie that a script may touch, so whoever asks for one hears it at once.
const refuse = () => {
  throw new Error("The portal has no cookies for scripts: see decision 0016.");
};

export default class Cookies {
  get = refuse;
  set = refuse;
  remove = refuse;
}
