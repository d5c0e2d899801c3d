// From a calendar's colour to a tint with text that can be read on it, for both themes.

const READABLE = 5; // WCAG AA asks for 4.5
const VISIBLE_ON_LIGHT = 1.6; // a bar or a dot is never alone: its title stands beside it
const VISIBLE_ON_DARK = 3;
const GLOW = 1.6;
const LIGHT_PAGE = [255, 255, 255];
const DARK_PAGE = [24, 26, 31];
const BLACK = [10, 12, 16];
const WHITE = [255, 255, 255];
const FALLBACK = '#5484ed';

const palettes = new Map();

/** The colours of a calendar, as CSS colours: { light, dark }, each { bar, tick, fill, text }. */
function paletteOf(color) {
  const hex = /^#[0-9a-f]{6}$/i.test(color ?? '') ? color.toLowerCase() : FALLBACK;
  if (!palettes.has(hex)) {
    palettes.set(hex, mixed(channels(hex)));
  }
  return palettes.get(hex);
}

function mixed(color) {
  const light = mix(LIGHT_PAGE, color, 0.2);
  const dark = dimmed(color);
  const lightBar = readable(color, LIGHT_PAGE, BLACK, VISIBLE_ON_LIGHT);
  const darkBar = readable(color, DARK_PAGE, WHITE, VISIBLE_ON_DARK);
  return {
    light: {
      bar: css(lightBar),
      tick: css(clearer(lightBar)),
      fill: css(light),
      text: css(readable(color, light, BLACK, READABLE)),
    },
    dark: {
      bar: css(darkBar),
      tick: css(clearer(darkBar)),
      fill: css(dark),
      text: css(readable(mix(color, WHITE, 0.45), dark, WHITE, READABLE)),
    },
  };
}

/** A tint on the dark page that does not glow, however bright the colour. */
function dimmed(color) {
  let part = 0.34;
  while (contrast(mix(DARK_PAGE, color, part), DARK_PAGE) > GLOW) {
    part -= 0.02;
  }
  return mix(DARK_PAGE, color, part);
}

/** The colour itself, moved towards an end until it stands out from the ground. */
function readable(color, ground, end, enough) {
  for (let part = 0; part < 1; part += 0.05) {
    const candidate = mix(color, end, part);
    if (contrast(candidate, ground) >= enough) {
      return candidate;
    }
  }
  return end;
}

function clearer(ground) {
  return contrast(WHITE, ground) >= 3 ? WHITE : BLACK;
}

/** The contrast ratio of WCAG 2. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color) {
  const [red, green, blue] = color
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(from, to, part) {
  return from.map((value, index) => Math.round(value + (to[index] - value) * part));
}

function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

function css([red, green, blue]) {
  return `rgb(${red} ${green} ${blue})`;
}

/** Sets an element's colours for both themes; the stylesheet picks. */
export function paint(element, color) {
  const palette = paletteOf(color);
  for (const theme of ['light', 'dark']) {
    for (const [name, value] of Object.entries(palette[theme])) {
      element.style.setProperty(`--${theme}-${name}`, value);
    }
  }
}
