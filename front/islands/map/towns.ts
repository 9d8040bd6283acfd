/** A town to be written on the map: latitude, longitude, name. */
export type Town = [number, number, string]

/** The corners of a view. */
export interface View {
  getNorth(): number
  getWest(): number
  getSouth(): number
  getEast(): number
}

/** A view as the server reads boxes: `north,west:south,east`, never beyond the Earth. */
export function boxOf(view: View): string {
  const within = (value: number, most: number) => Math.max(-most, Math.min(most, value)).toFixed(4)
  const [north, south] = [within(view.getNorth(), 90), within(view.getSouth(), 90)]
  const [west, east] = [within(view.getWest(), 180), within(view.getEast(), 180)]
  return `${north},${west}:${south},${east}`
}

/** The towns at an address; nothing where they cannot be had, since a map does without. */
export async function readTowns(address: string): Promise<Town[] | undefined> {
  try {
    const reply = await fetch(address)
    return reply.ok ? ((await reply.json()) as Town[]) : undefined
  } catch {
    return undefined
  }
}
