/** Cuts what a WebSocket server sends into whole frames; the answer to the handshake counts as the first. */
export class FrameCutter {
  #rest: Buffer = Buffer.alloc(0);
  #isPastHandshake = false;

  /** The frames that are whole now. */
  cut(bytes: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const frames: Buffer[] = [];
    for (let length = this.#next(); length > 0 && length <= this.#rest.length; length = this.#next()) {
      frames.push(this.#rest.subarray(0, length));
      this.#rest = this.#rest.subarray(length);
      this.#isPastHandshake = true;
    }
    return frames;
  }

  /** Length of the next frame, with its header; infinite while that cannot be told. */
  #next(): number {
    if (!this.#isPastHandshake) {
      const end = this.#rest.indexOf('\r\n\r\n');
      return end < 0 ? Infinity : end + 4;
    }
    if (this.#rest.length < 2) return Infinity;
    const short = this.#rest.readUInt8(1) & 0x7f;
    if (short < 126) return 2 + short;
    if (this.#rest.length < 10) return Infinity;
    return short === 126 ? 4 + this.#rest.readUInt16BE(2) : 10 + Number(this.#rest.readBigUInt64BE(2));
  }
}
