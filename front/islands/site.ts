// What public pages gain when scripts run. Each piece stands on markup that works without it.
import { arrived, Draft } from './draft'
import { keys } from './keys'
import { LocalTime } from './local-time'
import { MapBox } from './map/box'
import { closeMenus } from './menu'
import { Share } from './share'
import { ThemeSwitch } from './theme'

customElements.define('f-draft', Draft)
customElements.define('f-local-time', LocalTime)
customElements.define('f-map', MapBox)
customElements.define('f-share', Share)
customElements.define('f-theme', ThemeSwitch)
closeMenus(document)
keys(document)
arrived(location.hash)
