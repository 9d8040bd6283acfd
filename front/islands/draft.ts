/**
 * `<f-draft save saving saved kept restored discard>` inside a form: keeps what is typed. Every change stays in this
 * browser until the form has been sent; where `save` names an address, a draft is saved there as well once typing
 * pauses. What was kept is put back after a reload or an expired session, and can be dropped.
 */
export class Draft extends HTMLElement {
  private timer = 0
  private sending = false
  private again = false
  private left = 0
  private afterwards?: () => void
  private form!: HTMLFormElement
  private status = document.createElement('p')

  connectedCallback(): void {
    const form = this.closest('form')
    if (!form) return
    this.form = form
    this.status.setAttribute('role', 'status')
    this.status.className = 'soft small'
    this.append(this.status)
    // A form that came back with mistakes holds newer words than what was kept.
    if (!document.getElementById('errors')) this.restore()
    form.addEventListener('input', () => this.typed())
    form.addEventListener('submit', (event) => this.sent(event))
  }

  private get key(): string {
    return `farandole-form:${this.form.getAttribute('action') ?? ''}`
  }

  private typed(): void {
    write(this.key, JSON.stringify(fieldsOf(this.form)))
    this.say(this.getAttribute('kept'))
    clearTimeout(this.timer)
    if (this.getAttribute('save') && ready(this.form)) this.timer = window.setTimeout(() => void this.save(), PAUSE)
  }

  /** While a draft is being saved, the form waits for it: else one event would be made twice. So would it by a button
   * that is pressed twice. */
  private sent(event: SubmitEvent): void {
    if (Date.now() - this.left < TWICE) return event.preventDefault()
    clearTimeout(this.timer)
    this.again = false
    write(SENT, this.key)
    if (!this.sending) { this.left = Date.now(); return }
    event.preventDefault()
    this.afterwards = () => this.form.requestSubmit(event.submitter)
  }

  /** One at a time, so that a new draft is made once. */
  private async save(): Promise<void> {
    if (this.sending) { this.again = true; return }
    this.sending = true
    this.say(this.getAttribute('saving'))
    try {
      const body = new FormData(this.form)
      body.delete('picture')
      const reply = await fetch(this.getAttribute('save') ?? '', { method: 'POST', body, headers: { accept: 'application/json' }, signal: AbortSignal.timeout?.(PATIENCE) })
      const told = await reply.json() as { edit?: string, save?: string, seen?: string, message?: string }
      if (reply.ok && told.edit && told.save) this.savedAs(told.edit, told.save, told.seen)
      else this.say(`${this.getAttribute('kept') ?? ''} ${told.message ?? ''}`)
    } catch {
      this.say(this.getAttribute('kept')) // offline, or the answer is not ours
    }
    this.sending = false
    if (this.afterwards) { const go = this.afterwards; this.afterwards = undefined; return go() }
    if (this.again) { this.again = false; void this.save() }
  }

  /** From now on the form changes the draft that was made, and knows what has been saved. */
  private savedAs(edit: string, save: string, seen = ''): void {
    forget(this.key)
    const marks = this.form.querySelector<HTMLInputElement>(`[name="${SEEN}"]`)
    if (marks) marks.value = seen
    this.setAttribute('save', save)
    this.form.setAttribute('action', edit)
    if (location.pathname !== edit) history.replaceState(null, '', edit)
    if (!this.again) this.say(this.getAttribute('saved'))
  }

  private restore(): void {
    const kept = read(this.key)
    if (!kept) return
    let fields: Fields
    try { fields = JSON.parse(kept) as Fields } catch { return forget(this.key) }
    const before = fieldsOf(this.form)
    if (JSON.stringify(before) === JSON.stringify(fields)) return forget(this.key)
    fill(this.form, fields)
    this.say(this.getAttribute('restored'))
    const drop = document.createElement('button')
    drop.type = 'button'
    drop.className = 'button button-quiet'
    drop.textContent = this.getAttribute('discard')
    drop.addEventListener('click', () => { forget(this.key); fill(this.form, before); drop.remove(); this.say('') })
    this.append(drop)
  }

  private say(text: string | null): void {
    this.status.textContent = text?.trim() ?? ''
  }
}

/** Milliseconds without a key before a draft is saved. */
const PAUSE = 2000
/** Milliseconds within which a form is not sent a second time. */
const TWICE = 3000
/** Milliseconds after which a server that says nothing is not waited for. */
const PATIENCE = 10_000

type Fields = Record<string, string>
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const ticks = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')

/** The field that tells the server what the form showed when it was opened. Kept with the words that belong to it. */
const SEEN = 'seen'

/** The fields with something that can be kept: no files, and no token, which is another the next time. */
function kept(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((field): field is Field =>
    (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)
    && field.name !== '' && field.type !== 'file' && field.type !== 'password'
    && (field.type !== 'hidden' || field.name === SEEN))
}

/** What a form holds: boxes and buttons by their value. */
export function fieldsOf(form: HTMLFormElement): Fields {
  const fields: Fields = {}
  for (const field of kept(form)) {
    if (!ticks(field)) fields[field.name] = field.value
    else if (field.checked) fields[`${field.name}=${field.value}`] = 'on'
  }
  return fields
}

/** Puts back what a form held. */
export function fill(form: HTMLFormElement, fields: Fields): void {
  for (const field of kept(form)) {
    if (ticks(field)) field.checked = `${field.name}=${field.value}` in fields
    else if (field.name in fields) field.value = fields[field.name] ?? ''
  }
  for (const fold of form.querySelectorAll('details')) {
    if (kept(form).some((field) => fold.contains(field) && !ticks(field) && field.value !== '' && field.tagName !== 'SELECT')) fold.open = true
  }
}

/** Whether there is enough of it to be a draft. */
function ready(form: HTMLFormElement): boolean {
  const value = (name: string): string => form.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value.trim() ?? ''
  return value('title').length >= 3 && value('date') !== ''
}

const SENT = 'farandole-form-sent'

/** On the page that says what was done: what the form held has arrived and need not be kept. */
export function arrived(hash: string): void {
  const sent = read(SENT)
  if (!sent || hash !== '#done') return
  forget(sent)
  forget(SENT)
}

function read(key: string): string | null {
  try { return localStorage.getItem(key) } catch { return null } // storage may be switched off
}

function write(key: string, value: string): void {
  try { localStorage.setItem(key, value) } catch { /* then it is kept on the page alone */ }
}

function forget(key: string): void {
  try { localStorage.removeItem(key) } catch { /* nothing was kept */ }
}
