// SPDX-License-Identifier: Apache-2.0

/// The tables that an import fills.
enum RecordTable: UInt8, CaseIterable {
    case workspace, person, channel, membership, message, reaction, pin, attachment, loss
}
