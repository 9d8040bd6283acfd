// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import { closeMenus } from './menu'

closeMenus(document)
beforeEach(() => {
  document.body.innerHTML = '<details class="menu" open><summary>Me</summary><a href="#">x</a></details><p>elsewhere</p>'
})
const menu = () => document.querySelector('details')!

it('closes on Escape and gives the focus back', () => {
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
  expect(menu().open).toBe(false)
  expect(document.activeElement).toBe(menu().querySelector('summary'))
})

it('closes on a click elsewhere but not inside', () => {
  menu().querySelector('a')!.click()
  expect(menu().open).toBe(true)
  document.querySelector('p')!.click()
  expect(menu().open).toBe(false)
})
