/** Asks again and again until the answer is one; gives up after so many seconds. */
export async function eventually(what, ask, seconds = 120) {
  const until = Date.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > until) throw new Error(`never: ${typeof what === 'function' ? await what() : what}`)
    await new Promise((resume) => setTimeout(resume, 100))
  }
}
