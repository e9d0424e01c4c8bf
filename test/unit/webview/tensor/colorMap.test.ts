import assert from 'node:assert/strict';
import {
  COLOR_STEPS,
  colorIndex,
  colorTable,
  divergingColor,
  NAN_COLOR,
  NEGATIVE_INFINITY_COLOR,
  paint,
  POSITIVE_INFINITY_COLOR,
  textOn,
  valueColor,
} from '../../../../src/webview/ui/colorMap';

describe('colours of values', () => {
  it('put zero in the middle, whatever the values are', () => {
    for (const limit of [1e-9, 0.3, 1e20]) {
      assert.ok(Math.abs(colorIndex(0, limit) - (COLOR_STEPS - 1) / 2) <= 0.5);
    }
    assert.equal(colorIndex(0.25, 0), COLOR_STEPS / 2);
  });

  it('give values beyond the scale the colour of its end', () => {
    assert.equal(colorIndex(7, 1), COLOR_STEPS - 1);
    assert.equal(colorIndex(-7, 1), 0);
  });

  it('set NaN and the two infinities apart from every value and from each other', () => {
    assert.equal(colorIndex(NaN, 1), NAN_COLOR);
    assert.equal(colorIndex(Infinity, 1), POSITIVE_INFINITY_COLOR);
    assert.equal(colorIndex(-Infinity, 1), NEGATIVE_INFINITY_COLOR);
    for (const dark of [true, false]) {
      const table = colorTable(dark);
      const special = [...table.subarray(COLOR_STEPS)];
      assert.equal(new Set(special).size, 3);
      assert.ok(special.every((color) => !table.subarray(0, COLOR_STEPS).includes(color)));
    }
  });

  it('are red below zero and blue above, in light and dark', () => {
    for (const dark of [true, false]) {
      const low = divergingColor(0.2, dark);
      const high = divergingColor(0.8, dark);
      assert.ok(low.r > low.b && high.b > high.r);
    }
  });

  it('get brighter with |value| on a dark background and darker on a light one', () => {
    const brightness = (t: number, dark: boolean): number => {
      const { r, g, b } = divergingColor(t, dark);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    for (const side of [-1, 1]) {
      for (let m = 0.1; m <= 0.5; m += 0.05) {
        assert.ok(brightness(0.5 + side * m, true) > brightness(0.5 + side * (m - 0.05), true));
        assert.ok(brightness(0.5 + side * m, false) < brightness(0.5 + side * (m - 0.05), false));
      }
    }
  });

  it('are painted as the single colours are computed', () => {
    const values = Float32Array.of(-2, -0.5, -0, 0, 0.125, 1, 9, NaN, Infinity, -Infinity);
    const pixels = new Uint32Array(values.length);
    paint(values, 1, colorTable(true), pixels);
    const expected = [...values].map((value) => {
      const { r, g, b } = valueColor(value, 1, true);
      return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    });
    assert.deepEqual([...pixels], expected);
  });

  it('carry text that can be read: contrast of 4.5 to 1 at least', () => {
    const linear = (c: number): number =>
      c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
    for (const dark of [true, false]) {
      for (let t = 0; t <= 1; t += 0.01) {
        const color = divergingColor(t, dark);
        const l = 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
        const contrast = textOn(color) === '#000000' ? (l + 0.05) / 0.05 : 1.05 / (l + 0.05);
        assert.ok(contrast >= 4.5, `${t} ${contrast}`);
      }
    }
  });
});
