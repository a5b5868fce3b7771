// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryPlan
import FerryReport
import FerryStore
import Glibc
import MatrixClient
import Yams

/// A migration directory with its configuration: where everything is, and how to open it.
struct Migration: Sendable {
    let directory: String
    let configuration: Configuration

    /// Opens a migration directory by its configuration.
    init(_ options: CommonOptions) throws { try self.init(directory: options.directory) }

    /// Opens a migration directory by its configuration.
    init(directory: String) throws {
        self.directory = directory
        configuration = try Configuration(directory: directory)
    }

    var id: String { get throws { try configuration.required(.migration) } }
    var server: String { get throws { try configuration.required(.serverName) } }
    var bot: String { configuration.text(.bot) ?? "matrix-ferry" }
    var media: MediaFolder { MediaFolder(path: directory + "/media") }
    var reportsPath: String { directory + "/reports" }
    var peoplePath: String { directory + "/mappings/people.csv" }
    var roomsPath: String { directory + "/mappings/rooms.csv" }
    var rolesPath: String { directory + "/mappings/roles.csv" }

    /// Opens the store.
    func store() throws -> Store { try Store(directory: directory, migration: id) }

    /// Takes the lock that keeps two runs apart.
    func lock() throws -> MigrationLock {
        try MigrationLock(directory: directory, now: Timestamp(seconds: Int64(time(nil))))
    }

    /// The homeserver as the appservice sees it.
    ///
    /// - Parameters:
    ///   - clock: ends its waiting where the work shall stop.
    ///   - other: somebody else's token.
    ///   - url: where it answers, if not where ferry.yaml says.
    func homeserver(clock: ClientClock = .system, token other: Secret? = nil, url: String? = nil) throws
        -> Homeserver
    {
        var options = TransportOptions()
        options.userAgent = "matrix-ferry/" + Version.current
        options.timeout = try configuration.duration(.timeout, default: options.timeout)
        options.authorityFile = configuration.text(.authorityFile)
        return try Homeserver(
            baseURL: url ?? configuration.required(.homeserverURL),
            endpoints: url == nil ? configuration.list(.endpoints) : [], token: other ?? token(),
            transport: CurlTransport(options: options), clock: clock)
    }

    // MARK: Token

    /// The file the token comes from: the environment, a systemd credential, or what ferry.yaml names.
    var tokenPath: String {
        if let path = Environment.value(Configuration.Key.tokenFile.variable), !path.isEmpty { return path }
        if let folder = Environment.value("CREDENTIALS_DIRECTORY") {
            let path = folder + "/as_token"
            if access(path, R_OK) == 0 { return path }
        }
        let path = configuration.text(.tokenFile) ?? "registration.yaml"
        return path.hasPrefix("/") ? path : directory + "/" + path
    }

    /// The appservice's token: the whole file, or `as_token` of a registration file.
    private func token() throws -> Secret {
        guard let text = try TextFile.read(tokenPath) else {
            throw Failure(
                .configuration, "the file with the appservice token is missing", at: tokenPath,
                remedy: "name it in ferry.yaml as as_token_file, or in FERRY_AS_TOKEN_FILE")
        }
        if let token = try? Yams.compose(yaml: text)?.mapping?["as_token"]?.string { return Secret(token) }
        let lines = text.split(whereSeparator: \.isNewline)
        return Secret(lines.count == 1 ? String(lines[0]) : "")
    }

    // MARK: Options

    /// The language of the reports' pages.
    var language: ReportLanguage {
        get throws { try configuration.choice(.language, default: .english) }
    }

    /// The kind of homeserver that is planned for.
    var profile: DeploymentProfile {
        configuration.text(.profile).flatMap { DeploymentProfile(rawValue: $0) } ?? .plain
    }

    func planOptions() throws -> PlanOptions {
        var options = PlanOptions(server: try server, bot: bot, migration: try id)
        if let text = configuration.text(.localpart) { options.localparts = try LocalpartTemplate(text) }
        if let text = configuration.text(.botLocalpart) {
            options.botLocalparts = try LocalpartTemplate(text)
        }
        options.profile = profile == .plain ? "" : profile.rawValue
        options.roomVersion = configuration.text(.roomVersion) ?? options.roomVersion
        options.publicJoinRule = try configuration.choice(.publicJoinRule, default: options.publicJoinRule)
        options.privateInSpace = try configuration.flag(.privateInSpace, default: options.privateInSpace)
        options.federate = try configuration.flag(.federate, default: options.federate)
        options.lateMessages = try configuration.choice(.lateMessages, default: options.lateMessages)
        options.aliases = try AddressAlias(configuration.list(.domains))
        options.extract = try directoryExtract(options.aliases)
        options.filter = try filter()
        options.threads = try configuration.flag(.threads, default: options.threads)
        options.customReactions = try configuration.flag(.customReactions, default: options.customReactions)
        options.history = try configuration.choice(.roomHistory, RoomMapping.History.self)
        options.encrypt = try configuration.choice(.encrypt, default: options.encrypt)
        options.accessRules = try configuration.flag(.accessRules, default: options.accessRules)
        options.invitesMembers = try configuration.flag(.inviteMembers, default: options.invitesMembers)
        options.roomType = configuration.text(.roomType)
        options.roles = try roles()
        options.alias = try alias()
        options.setsProfiles = try configuration.flag(.setProfiles, default: options.setsProfiles)
        options.eventsPerSecond = try configuration.number(.forecastRate, default: options.eventsPerSecond)
        options.windowHours = try configuration.number(.forecastWindow, default: options.windowHours)
        return options
    }

    private func directoryExtract(_ alias: AddressAlias) throws -> DirectoryExtract {
        guard let name = configuration.text(.directory) else { return .empty }
        let path = name.hasPrefix("/") ? name : directory + "/" + name
        guard let text = try TextFile.read(path) else {
            throw Failure(
                .configuration, "the directory extract is missing", at: path,
                remedy: "name it in ferry.yaml as people.directory, or leave that out")
        }
        return try DirectoryExtract(text, path: path, alias: alias, server: server)
    }

    private func roles() throws -> RoleTable {
        try TextFile.read(rolesPath).map { try RoleTable(csv: $0, path: rolesPath) } ?? .standard
    }

    // A rehearsal leaves the aliases to the real rooms.
    private func alias() throws -> AliasTemplate? {
        guard let text = configuration.text(.alias) else { return nil }
        let name = text.hasPrefix("#") ? String(text.dropFirst()) : text
        return try AliasTemplate(try id.hasSuffix(Rehearsal.idSuffix) ? "rehearsal-" + name : name)
    }

    private func retention() throws -> Timestamp? {
        guard let text = configuration.text(.retention) else { return nil }
        guard let period = RetentionPeriod(text) else {
            throw configuration.failure(
                .retention, "is no period such as 90 days, 18 months or 5 years", "correct it")
        }
        guard let day = try configuration.day(.retentionAsOf) else {
            throw configuration.failure(
                .retentionAsOf, "is missing: a period has to be reckoned back from a day",
                "name the day, such as that of the cutover: the same plan must come out tonight as this morning"
            )
        }
        return period.beginning(asOf: day)
    }

    private func filter() throws -> PlanFilter {
        PlanFilter(
            since: try configuration.day(.since), until: try configuration.day(.until),
            retainedSince: try retention(),
            messages: try configuration.choices(.leaveOutMessages),
            channels: try configuration.choices(.leaveOutRooms),
            files: try configuration.flag(.files, default: true))
    }

    /// What a plan is made from besides the archives, in one digest: a plan made from anything else is stale.
    func planInputs() throws -> String {
        let options = try planOptions()
        let names =
            try TextFile.read(roomsPath).map { try RoomMapping(csv: $0, path: roomsPath).pictures } ?? []
        let pictures = try names.map { name in
            try RoomPictureFiles(directory: directory).digest(of: name)?.hex ?? "-"
        }
        let hasher = SHA256()
        func end() { hasher.update([0x0A]) }
        hasher.update("\(options)".utf8)
        end()
        // Piece by piece: the people of a large organisation fill many megabytes.
        for path in [peoplePath, roomsPath] {
            try TextFile.forEachPiece(path) { hasher.update($0) }
            end()
        }
        for picture in pictures {
            hasher.update(picture.utf8)
            end()
        }
        return hasher.finish().hex
    }
}
