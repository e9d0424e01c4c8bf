import { COLOR_STEPS, colorTable } from '../../../ui/colorMap';
import { NUDGE } from '../tilePainter';

/** Of the texture that holds a colour table: a whole table in one line is more than some devices take. */
const COLORS_WIDTH = 64;

/** A quad over the target, in device pixels from the upper left. */
const VERTEX = `#version 300 es
uniform vec4 target;
uniform vec2 size;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 at = mix(target.xy, target.zw, corner) / size;
  gl_Position = vec4(2.0 * at.x - 1.0, 1.0 - 2.0 * at.y, 0, 1);
}`;

/**
 * The colour of a value as `paint` of `ui/colorMap.ts` has it, in float32 where that has float64.
 * Where pixels are averaged, the four nearest are, as a canvas does.
 */
const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2D tile;
uniform lowp sampler2D colors;
uniform vec4 target;
uniform vec4 source;
uniform vec2 size;
uniform float limit;
uniform bool averaged;
out vec4 color;

const float LAST = ${COLOR_STEPS - 1}.0;

int placeOf(float value) {
  uint bits = floatBitsToUint(value);
  if ((bits & 0x7f800000u) == 0x7f800000u)
    return ${COLOR_STEPS} + ((bits & 0x007fffffu) != 0u ? 0 : (bits >> 31) == 0u ? 1 : 2);
  float step = limit > 0.0 ? value / limit * (0.5 * LAST) + 0.5 * LAST : 0.5 * LAST;
  return step <= 0.0 ? 0 : step >= LAST ? int(LAST) : int(step + 0.5);
}

vec4 colorAt(ivec2 at) {
  ivec2 first = ivec2(floor(source.xy));
  ivec2 last = ivec2(ceil(source.xy + source.zw)) - 1;
  int place = placeOf(texelFetch(tile, clamp(at, first, last), 0).r);
  return texelFetch(colors, ivec2(place % ${COLORS_WIDTH}, place / ${COLORS_WIDTH}), 0);
}

void main() {
  vec2 pixel = vec2(gl_FragCoord.x, size.y - gl_FragCoord.y);
  vec2 at = source.xy + (pixel - target.xy) / (target.zw - target.xy) * source.zw;
  if (!averaged) {
    color = colorAt(ivec2(floor(at + ${NUDGE})));
    return;
  }
  vec2 corner = floor(at - 0.5);
  vec2 share = at - 0.5 - corner;
  ivec2 first = ivec2(corner);
  vec4 upper = mix(colorAt(first), colorAt(first + ivec2(1, 0)), share.x);
  vec4 lower = mix(colorAt(first + ivec2(0, 1)), colorAt(first + ivec2(1, 1)), share.x);
  color = mix(upper, lower, share.y);
}`;

/** The shaders, and the colour tables that they use. */
export interface TileProgram {
  /** Everything but the tile itself: its texture is to be bound to unit 0. */
  use(
    size: { width: number; height: number },
    limit: number,
    averaged: boolean,
    dark: boolean,
  ): void;
  quad(target: readonly number[], source: readonly number[]): void;
}

/** Undefined where the device cannot. */
export function tileProgram(gl: WebGL2RenderingContext): TileProgram | undefined {
  const program = gl.createProgram();
  for (const [type, text] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type);
    if (shader === null) return undefined;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) return undefined;
  const at = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
  const [target, source, size, limit] = [at('target'), at('source'), at('size'), at('limit')];
  const [averaged, tile, colors] = [at('averaged'), at('tile'), at('colors')];
  const tables = new Map([true, false].map((dark) => [dark, colorTexture(gl, dark)]));
  return {
    use: ({ width, height }, most, isAveraged, dark) => {
      gl.useProgram(program);
      gl.uniform2f(size, width, height);
      gl.uniform1f(limit, most);
      gl.uniform1i(averaged, Number(isAveraged));
      gl.uniform1i(tile, 0);
      gl.uniform1i(colors, 1);
      gl.activeTexture(gl.TEXTURE1);
      gl.bindTexture(gl.TEXTURE_2D, tables.get(dark) ?? null);
      gl.activeTexture(gl.TEXTURE0);
    },
    quad: (to, from) => {
      gl.uniform4fv(target, to);
      gl.uniform4fv(source, from);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    },
  };
}

function colorTexture(gl: WebGL2RenderingContext, dark: boolean): WebGLTexture {
  const table = colorTable(dark);
  const height = Math.ceil(table.length / COLORS_WIDTH);
  const pixels = new Uint32Array(COLORS_WIDTH * height);
  pixels.set(table);
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, COLORS_WIDTH, height);
  const bytes = new Uint8Array(pixels.buffer);
  const { RGBA, UNSIGNED_BYTE } = gl;
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, COLORS_WIDTH, height, RGBA, UNSIGNED_BYTE, bytes);
  plain(gl);
  return texture;
}

/** Texels are fetched by place, and float32 cannot be filtered on every device. */
export function plain(gl: WebGL2RenderingContext): void {
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
}
