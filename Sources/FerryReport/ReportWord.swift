// SPDX-License-Identifier: Apache-2.0

/// Everything a report says, one case for each text; made by `scripts/report-wording` from the
/// keys in `mappings/report/en.json`.
///
/// A language is a table over these cases that the compiler checks for gaps.
enum ReportWord: String, CaseIterable {
    case skip, contents, notice, foot, footDated, and, figuresTitle, tablesTitle, tablesLead, tableJSON
    case people, rooms, room, events, event, messages, members, files, media, operations, operation
    case archive, source, size, digest, kind, count, share, extent, total, reason, state, period, what
    case examples, kindWorkspace, kindChannel, kindMembership, kindReaction, kindPin, kindAttachment
    case sourceMail, sourceCompliance, planKind, planTitle, planPurpose, planStale, planOutlook
    case planNothingLeft, planNotCarried, kindCount, planProfile, profileTchap, profileTiM
    case planWholeLabel, planWhole, planLossesLabel, planLosses, planEmptyLabel, planEmpty
    case planUnevenLabel, planUneven, peopleNote, countSpaces, countPublic, countPrivate, countDirect
    case countGroup, countMessages, countReactions, countEdits, countRedactions, countState, countMissing
    case operationsNote, timeNeeded, minutes, hours, windows, balanceTitle, balanceLead, balanceCaption
    case balanceBar, balanceBySource, balanceSourceCaption, allSources, balanceUneven, parsed, carried
    case carriedWithLoss, notCarried, lossesTitle, lossesLead, lossesNone, lossesCaption, lossesByKind
    case lossesBar, lossesTop, lossesAll, moreLosses, becomes, stateNotInSource, stateNotSupported
    case stateFiltered, stateCarriedWithLoss, lacksTitle, lacksLead, timeTitle, timePerMonth
    case timePerQuarter, timePerYear, timeDescription, timeAsTable, timeTableCaption, timeNone
    case peopleLead, peopleDeparted, peopleCaption, peopleNone, decision, decisionMapping
    case decisionAddress, decisionSameAddress, decisionHandle, decisionBot, decisionBefore
    case decisionNumbered, review, suggested, conflicts, roomsLead, roomsCaptionTop, roomSizesCaption
    case sizeRange, sizeFrom, roomsNone, roomPublic, roomPrivate, roomDirect, roomGroup, roomMeeting
    case roomList, roomMailbox, roomUnknown, mediaLead, mediaNone, mediaMissing, sourcesTitle
    case sourcesLead, sourcesCaption, sourcesCaptionTop, sourcesNone, forecastTitle, forecast
    case forecastAssumption, forecastCaution, forecastNone, tablePeople, tableRooms, tableLosses
    case tableBalance, uploadKind, uploadTitle, uploadPurpose, uploadEnded, uploadDoneLabel, uploadDone
    case uploadPausedLabel, uploadInterruptedLabel, uploadUnfinishedLabel, uploadPaused, uploadRest
    case uploadStuckLabel, uploadStuck, done, ready, wedged, skipped, settled, settledNote, reconciled
    case reconciledNote, retries, retriesNote, duration, durationNote, rate, rateNote, ofTotal
    case progressTitle, progressLead, progressCaption, stuckTitle, stuckLead, stuckNone, stuckCaption
    case stuckList, stumpsTitle, stumpsLead, stumpsNone, tableStuck, verifyKind, verifyTitle
    case verifyPurpose, verifyRead, verifyTimes, verifyResumed, verifyMembers, verifyProvenLabel
    case verifyProven, verifyProvenClosing, verifyCountedEvents, verifyCountedAliases, verifyCountedFiles
    case verifyFailedLabel, verifyFailed, verifyFailedClosing, verifyEmptyLabel, verifyEmpty
    case verifyEmptyClosing, findingMissing, findingDuplicated, findingOutOfOrder, findingDifferent
    case findingExtra, findingUnreadable, findingOpen, checked, checkedNote, same, roomsReadNote
    case findingsTitle, findingsCaption, finding, meaning, missing, missingNote, duplicated
    case duplicatedNote, outOfOrder, outOfOrderNote, different, differentNote, extra, extraNote
    case unreadable, unreadableNote, open, openNote, differencesTitle, differencesLead, differencesNone
    case differencesCaption, differencesFirst, tableDifferences, tableMembers, manifestTitle
    case manifestLead, tableManifest, partRead, search, searchCount, longTableWhole, longTableCut
    case onPaper, allPeople, allRooms, name, user, decisionDirectory, previewKind, previewTitle
    case previewLabel, previewCaution, previewPurpose, previewLead, previewThread, previewReply
    case previewEdited, previewDeleted, previewFile, previewJoined, previewLeft, previewNamed
    case previewTopic
}
