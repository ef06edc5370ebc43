extension FSTSection {
  /// The changes of each store, then where they are.
  func appendChains(to bytes: inout [UInt8]) -> Int {
    let (order, ends) = changesByStore()
    var index: [UInt8] = []
    var position = 1
    var lastPosition = 0
    var unchanged = 0
    var size = 0
    var chain = ByteBuffer(capacity: 1 << 16)
    var packed = ByteBuffer(capacity: 1 << 16)
    var start = 0
    for store in widths.indices {
      let end = Int(ends[store])
      guard end > start else {
        unchanged += 1
        continue
      }
      if unchanged > 0 { index.appendVariable(unchanged << 1) }
      unchanged = 0
      index.appendSigned((position - lastPosition) << 1 | 1)
      lastPosition = position
      chain.count = 0
      encode(store, order[start..<end], into: &chain)
      size += chain.count
      let before = bytes.count
      append(&chain, &packed, to: &bytes)
      position += bytes.count - before
      start = end
    }
    if unchanged > 0 { index.appendVariable(unchanged << 1) }
    bytes += index
    bytes.appendNumber(index.count)
    return size
  }

  /// The numbers of the changes sorted by store, and where those of each store end.
  private func changesByStore() -> (order: [UInt32], ends: [UInt32]) {
    var places = [UInt32](repeating: 0, count: widths.count)
    places.withUnsafeMutableBufferPointer { places in
      for index in 0..<changeCount { places[Int(changes[index].store)] &+= 1 }
      var sum: UInt32 = 0
      for store in places.indices {
        let count = places[store]
        places[store] = sum
        sum &+= count
      }
    }
    let order = [UInt32](unsafeUninitializedCapacity: changeCount) { order, count in
      places.withUnsafeMutableBufferPointer { places in
        for index in 0..<changeCount {
          let store = Int(changes[index].store)
          order[Int(places[store])] = UInt32(truncatingIfNeeded: index)
          places[store] &+= 1
        }
      }
      count = changeCount
    }
    return (order, places)
  }

  private func append(_ chain: inout ByteBuffer, _ packed: inout ByteBuffer, to bytes: inout [UInt8]) {
    if chain.count > 32 {
      let room = deflate.bound(chain.count)
      packed.count = 0
      packed.reserve(room)
      if let count = deflate.compress(chain.start, chain.count, into: packed.start, room: room), count < chain.count {
        bytes.appendVariable(chain.count)
        bytes += UnsafeBufferPointer(start: packed.start, count: count)
        return
      }
    }
    bytes.append(0)
    bytes += UnsafeBufferPointer(start: chain.start, count: chain.count)
  }

  /// Each change: how many times after the one before, and the value.
  private func encode(_ store: Int, _ order: ArraySlice<UInt32>, into chain: inout ByteBuffer) {
    let width = widths[store]
    let room = 10 + width
    var lastTime: UInt32 = 0
    for index in order {
      let change = changes[Int(index)]
      let delta = UInt64(change.time &- lastTime)
      lastTime = change.time
      let value = words + Int(change.word)
      let unknown = change.hasUnknown ? value + (width + 63) >> 6 : nil
      chain.reserve(room)
      if width == 1 {
        if let unknown, unknown.pointee & 1 == 1 {
          chain.putVariable(delta << 4 | 1)
        } else {
          chain.putVariable(delta << 2 | (value.pointee & 1) << 1)
        }
      } else if let unknown {
        chain.putVariable(delta << 1 | 1)
        for bit in stride(from: width - 1, through: 0, by: -1) { chain.put(Self.character(value, unknown, bit)) }
      } else {
        chain.putVariable(delta << 1)
        Self.putBytes(of: value, width, into: &chain)
      }
    }
    guard let last = order.last else { return }
    let change = changes[Int(last)]
    let value = words + Int(change.word)
    setFrame(store, value, change.hasUnknown ? UnsafePointer(value + (width + 63) >> 6) : nil)
  }

  /// The highest bit comes first and is the highest one of its byte.
  private static func putBytes(of value: UnsafeMutablePointer<UInt64>, _ width: Int, into chain: inout ByteBuffer) {
    if width <= 64 {
      var rest = value.pointee << UInt64(64 - width)
      var bits = width
      while bits > 0 {
        chain.put(UInt8(truncatingIfNeeded: rest >> 56))
        rest <<= 8
        bits -= 8
      }
      return
    }
    var top = width - 1
    while top >= 0 {
      var byte: UInt8 = 0
      for offset in 0..<min(8, top + 1) {
        let bit = top - offset
        byte |= UInt8((value[bit >> 6] >> UInt64(bit & 63)) & 1) << UInt8(7 - offset)
      }
      chain.put(byte)
      top -= 8
    }
  }
}
