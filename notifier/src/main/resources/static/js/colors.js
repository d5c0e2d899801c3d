// From a calendar's colour to a tint with text that can be read on it, for both themes. Pure.

const READABLE = 5; // WCAG AA asks for 4.5
const LIGHT_PAGE = [255, 255, 255];
const DARK_PAGE = [24, 26, 31];
const BLACK = [10, 12, 16];
const WHITE = [255, 255, 255];
const FALLBACK = '#5484ed';

const palettes = new Map();

/** The colours of a calendar: { bar, light: {fill, text}, dark: {fill, text} }, as CSS colours. */
export function paletteOf(color) {
  const hex = /^#[0-9a-f]{6}$/i.test(color ?? '') ? color.toLowerCase() : FALLBACK;
  if (!palettes.has(hex)) {
    palettes.set(hex, mixed(channels(hex)));
  }
  return palettes.get(hex);
}

function mixed(color) {
  const light = mix(LIGHT_PAGE, color, 0.2);
  const dark = mix(DARK_PAGE, color, 0.34);
  return {
    bar: css(color),
    light: { fill: css(light), text: css(readable(color, light, BLACK)) },
    dark: { fill: css(dark), text: css(readable(mix(color, WHITE, 0.45), dark, WHITE)) },
  };
}

/** The colour itself, moved towards an end until it can be read on the ground. */
function readable(color, ground, end) {
  for (let part = 0; part < 1; part += 0.05) {
    const candidate = mix(color, end, part);
    if (contrast(candidate, ground) >= READABLE) {
      return candidate;
    }
  }
  return end;
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
