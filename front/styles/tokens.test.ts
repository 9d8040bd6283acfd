import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Text on a ground must reach 4.5:1 (WCAG 1.4.3). */
const text: [string, string][] = [
  ['ink', 'ground'], ['ink', 'surface'], ['ink', 'sunken'], ['ink', 'sun-soft'],
  ['ink-soft', 'ground'], ['ink-soft', 'surface'], ['ink-soft', 'sunken'],
  ['accent', 'ground'], ['accent', 'surface'], ['accent', 'accent-soft'], ['accent-strong', 'accent-soft'],
  ['on-accent', 'accent'], ['on-accent', 'accent-strong'],
  ['link', 'ground'], ['link', 'surface'], ['link', 'sunken'],
  ['on-sun', 'sun'], ['on-madder', 'madder'],
  ['madder', 'ground'], ['madder', 'surface'], ['madder', 'madder-soft'],
  ['lavender', 'lavender-soft'], ['mistral', 'mistral-soft'], ['clay', 'clay-soft'], ['clay', 'surface'],
  ['ink', 'madder-soft'], ['ink', 'mistral-soft'], ['ink', 'clay-soft'], ['ink', 'accent-soft'],
  ['on-night', 'night'], ['on-night-soft', 'night'],
]
/** The edge of a field, and the focus ring, must reach 3:1 (WCAG 1.4.11). */
const edges: [string, string][] = [
  ['line-strong', 'surface'], ['line-strong', 'ground'],
  ['focus', 'ground'], ['focus', 'surface'], ['accent', 'surface'],
]

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const light = colours(':root {')
const followed = { ...light, ...colours(':root:not([data-theme="light"]) {') }
const chosen = { ...light, ...colours(':root[data-theme="dark"] {') }

describe.each([['light', light], ['dark', chosen]] as const)('in the %s theme', (_name, theme) => {
  it.each(text)('%s can be read on %s', (fore, back) => {
    expect(contrast(theme[fore], theme[back])).toBeGreaterThanOrEqual(4.5)
  })
  it.each(edges)('%s can be made out on %s', (fore, back) => {
    expect(contrast(theme[fore], theme[back])).toBeGreaterThanOrEqual(3)
  })
})

it('the dark theme is the same whether followed or chosen', () => {
  expect(chosen).toEqual(followed)
})

function colours(selector: string): Record<string, string> {
  const at = css.indexOf(`\n${selector}`) >= 0 ? css.indexOf(`\n${selector}`) : css.indexOf(selector)
  const block = css.slice(at, css.indexOf('}', at))
  return Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]))
}

function contrast(a = '', b = ''): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance as defined by WCAG 2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
