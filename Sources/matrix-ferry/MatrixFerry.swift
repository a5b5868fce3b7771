// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

@main
struct MatrixFerry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "matrix-ferry")
}
