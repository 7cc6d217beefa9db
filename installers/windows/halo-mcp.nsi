; The installer for one person, without administrator rights. scripts/release/nsis.ts defines what it needs and runs makensis.
; It calls no plug-in, and files are compressed one by one: so installing drops nothing into the folder for temporary files.
Unicode true
Target amd64-unicode
ManifestSupportedOS all
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor ${COMPRESSION}
SetDateSave off
SetOverwrite try
AllowSkipFiles off

!define TITLE "Halo MCP"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\halo-mcp"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define RUN_VALUE "halo-mcp"
!define PROGRAM "$INSTDIR\halo-mcp.exe"
!define REPORT "$INSTDIR\report.txt"

; Also in README.md beside this file.
!define EXIT_OLD_WINDOWS 10
!define EXIT_WRONG_OPTION 11
!define EXIT_IN_USE 12
!define EXIT_NOT_WRITTEN 13
!define EXIT_DOES_NOT_START 14
!define EXIT_SERVICE_ACCOUNT 15
!define EXIT_NEWER_INSTALLED 16
!define EXIT_PACKAGE_INSTALLED 17
!define EXIT_PROGRAM 20 ; and more: what set-up or uninstall ended with

Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\halo-mcp"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "${TITLE} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
SpaceTexts none

VIProductVersion "${FILE_VERSION}"
VIFileVersion "${FILE_VERSION}"
VIAddVersionKey ProductName "${TITLE}"
VIAddVersionKey FileDescription "${TITLE} installer"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey LegalCopyright "${PUBLISHER}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh
!include WinVer.nsh
!include WordFunc.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_PAGE_HEADER_TEXT "Install ${TITLE} ${VERSION}"
!define MUI_PAGE_HEADER_SUBTEXT "Lets Claude answer questions from your Halo. It needs no administrator rights."
!define MUI_COMPONENTSPAGE_TEXT_TOP "Once it is installed, the settings open in your browser, where you connect your Halo and Claude."
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST "On this computer:"
!define MUI_COMPONENTSPAGE_NODESC
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!define MUI_PAGE_HEADER_TEXT "Remove ${TITLE}"
!define MUI_PAGE_HEADER_SUBTEXT "What is not ticked stays, for the next time it is installed."
!define MUI_COMPONENTSPAGE_TEXT_TOP "Claude may be open; what it still runs of ${TITLE} is ended."
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST "Remove:"
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var LogFile
Var Answers ; the file with answers for set-up
Var IsUpgrade
Var OldProgram ; where the program before this one lies while the new one is tried
Var Code ; what the program ended with; empty where it did not run
Var Said

!macro Log text
  Push "${text}"
  Call ${UN}WriteLog
!macroend
!define Log "!insertmacro Log"

!macro Fail code text
  ${Log} "${code}: ${text}"
  SetErrorLevel ${code}
  MessageBox MB_OK|MB_ICONSTOP "${text}" /SD IDOK
  Abort "${text}"
!macroend
!define Fail "!insertmacro Fail"

; Runs the program hidden, and waits. A console window would flash otherwise, and its output reach nobody.
!macro Run arguments
  Push `${arguments}`
  Call ${UN}RunProgram
!macroend
!define Run "!insertmacro Run"

!macro SharedFunctions UN
  Function ${UN}WriteLog
    Exch $0
    Push $1
    ${If} $LogFile != ""
      ClearErrors
      FileOpen $1 "$LogFile" a
      ${IfNot} ${Errors}
        FileSeek $1 0 END
        FileWriteUTF16LE /BOM $1 "$0$\r$\n"
        FileClose $1
      ${EndIf}
    ${EndIf}
    Pop $1
    Pop $0
  FunctionEnd

  ; Leaves $Code and $Said. What does not say that it is halo-mcp, such as a damaged program that runs as plain Bun, has not run.
  Function ${UN}RunProgram
    Exch $0
    Push $1
    Push $2
    StrCpy $Code ""
    StrCpy $Said ""
    Delete "${REPORT}"
    ExecShellWait "" "${PROGRAM}" '--report "${REPORT}" $0' SW_HIDE
    ClearErrors
    FileOpen $1 "${REPORT}" r
    ${IfNot} ${Errors}
      FileReadUTF16LE $1 $0
      StrLen $2 "halo-mcp ${VERSION} ended with "
      StrCpy $Code $0 $2
      ${If} $Code == "halo-mcp ${VERSION} ended with "
        StrCpy $Code $0 "" $2
        IntOp $Code $Code + 0
        ${Log} "The program ended with '$Code'."
        FileReadUTF16LE $1 $0
        ${DoWhile} $0 != ""
          StrCpy $Said "$Said$0" ; what is more than NSIS can hold stands in the log alone
          StrCpy $0 $0 -2 ; its end of line, which the log has of its own
          ${Log} "$0"
          FileReadUTF16LE $1 $0
        ${Loop}
      ${Else}
        StrCpy $Code ""
      ${EndIf}
      FileClose $1
      Delete "${REPORT}"
    ${EndIf}
    ${If} $Code == ""
      ${Log} "The program gave no answer."
    ${EndIf}
    Pop $2
    Pop $1
    Pop $0
  FunctionEnd

  ; Programs that an upgrade moved aside; one that still runs stays.
  Function ${UN}DeleteOldPrograms
    Push $0
    Push $1
    FindFirst $0 $1 "$INSTDIR\halo-mcp.old-*.exe"
    ${DoWhile} $1 != ""
      Delete "$INSTDIR\$1"
      FindNext $0 $1
    ${Loop}
    FindClose $0
    Pop $1
    Pop $0
  FunctionEnd

  Function ${UN}Prepare
    SetShellVarContext current
    SetRegView 64
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/LOG=" $LogFile
    ; An option in quotes would be overlooked, and a secret be left in a file that was to be deleted.
    ${WordFind} "$0" '"/' "E+1{" $1
    ${IfNot} ${Errors}
      ${Log} "${EXIT_WRONG_OPTION}: an option is in quotes as a whole"
      SetErrorLevel ${EXIT_WRONG_OPTION}
      MessageBox MB_OK|MB_ICONSTOP "Put only the value of an option into quotes, as in /SETUP=$\"C:\a folder\answers.json$\"." /SD IDOK
      Quit
    ${EndIf}
    ; Services have their profile in the folder of Windows, and their installs belong to nobody.
    StrLen $1 "$WINDIR\"
    StrCpy $1 "$PROFILE" $1
    ${If} $1 == "$WINDIR\"
      ${Log} "${EXIT_SERVICE_ACCOUNT}: refused to run as a service account"
      SetErrorLevel ${EXIT_SERVICE_ACCOUNT}
      Quit
    ${EndIf}
  FunctionEnd
!macroend

!define UN ""
!insertmacro SharedFunctions ""
!undef UN

; ---- Install

!define UN ""

Function MoveOldAside
  StrCpy $OldProgram ""
  ${IfNot} ${FileExists} "${PROGRAM}"
    Return
  ${EndIf}
  StrCpy $0 1
  ${Do}
    StrCpy $OldProgram "$INSTDIR\halo-mcp.old-$0.exe"
    Delete "$OldProgram"
    IntOp $0 $0 + 1
  ${LoopWhile} ${FileExists} "$OldProgram"
  ClearErrors
  ; Windows lets a program that runs be renamed, and not be overwritten.
  Rename "${PROGRAM}" "$OldProgram"
  ${If} ${Errors}
    ${Fail} ${EXIT_IN_USE} "The installed program can't be moved aside. Quit Claude and the icon beside the clock, then try again."
  ${EndIf}
FunctionEnd

Function PutOldBack
  Delete "${PROGRAM}"
  ${If} $OldProgram != ""
    Rename "$OldProgram" "${PROGRAM}"
    ${Log} "The program that was there before is back"
  ${EndIf}
FunctionEnd

Function .onInstFailed
  Delete "$INSTDIR\halo-mcp.new.exe"
  Delete "${REPORT}"
  RMDir "$INSTDIR"
FunctionEnd

Section "!${TITLE}, with its entries in the Start menu" ProgramSection
  SectionIn RO
  SetOutPath "$INSTDIR"
  Delete "$INSTDIR\halo-mcp.new.exe"
  ClearErrors
  File "/oname=halo-mcp.new.exe" "${EXE}"
  ${If} ${Errors}
    ${Fail} ${EXIT_NOT_WRITTEN} "$INSTDIR can't be written. Free some space, or ask for permission, then try again."
  ${EndIf}
  Call MoveOldAside
  ClearErrors
  Rename "$INSTDIR\halo-mcp.new.exe" "${PROGRAM}"
  ${If} ${Errors}
    Call PutOldBack
    ${Fail} ${EXIT_NOT_WRITTEN} "The program can't be put into its place in $INSTDIR. Try again."
  ${EndIf}
  ${Run} "--version"
  ${If} $Code != 0
  ${OrIf} $Code == ""
    Call PutOldBack
    ${Fail} ${EXIT_DOES_NOT_START} "The program does not start on this computer, so nothing was changed. A virus scanner may have stopped it: allow halo-mcp.exe, then try again."
  ${EndIf}
  Call DeleteOldPrograms
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "${PROGRAM}" "settings" "${PROGRAM}" 0 SW_SHOWMINIMIZED "" "Connect your Halo and Claude, and see what works"
  CreateShortcut "$SMPROGRAMS\${TITLE} tray.lnk" "${PROGRAM}" "tray" "${PROGRAM}" 0 SW_SHOWMINIMIZED "" "Shows beside the clock whether Claude can ask Halo"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "${PROGRAM},0"
  WriteRegStr HKCU "${KEY}" "Publisher" "${PUBLISHER}"
  !ifdef ADDRESS
    WriteRegStr HKCU "${KEY}" "URLInfoAbout" "${ADDRESS}"
  !endif
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${Log} "Installed ${VERSION} in $INSTDIR"
SectionEnd

Section "Icon beside the clock, whenever you log in" AtLogin
SectionEnd

Section "-Choices"
  ${If} ${SectionIsSelected} ${AtLogin}
    WriteRegStr HKCU "${RUN_KEY}" "${RUN_VALUE}" '"${PROGRAM}" tray --at-login'
  ${Else}
    DeleteRegValue HKCU "${RUN_KEY}" "${RUN_VALUE}"
  ${EndIf}
  ${If} $Answers != ""
    ${GetParameters} $0
    StrCpy $1 ""
    ClearErrors
    ${GetOptions} $0 "/DELETESETUP" $2
    ${IfNot} ${Errors}
      StrCpy $1 " --delete-answers"
    ${EndIf}
    ${Run} 'setup --yes --answers "$Answers"$1'
    ${If} $Code != 0
    ${OrIf} $Code == ""
      IntOp $Code $Code + ${EXIT_PROGRAM}
      SetErrorLevel $Code
      MessageBox MB_OK|MB_ICONEXCLAMATION "The program is installed, but not set up.$\r$\n$\r$\n$Said" /SD IDOK
    ${EndIf}
  ${EndIf}
SectionEnd

Function .onInit
  Call Prepare
  ${IfNot} ${AtLeastBuild} 17763
    ${Log} "${EXIT_OLD_WINDOWS}: Windows is too old"
    SetErrorLevel ${EXIT_OLD_WINDOWS}
    MessageBox MB_OK|MB_ICONSTOP "${TITLE} needs Windows 10, version 1809, or newer." /SD IDOK
    Quit
  ${EndIf}
  ; The package for Windows Installer has the same folder, and each would remove the other's program.
  ReadRegStr $0 HKCU "Software\halo-mcp" "InstalledBy"
  ${If} $0 == "msi"
    ${Log} "${EXIT_PACKAGE_INSTALLED}: a .msi package is installed"
    SetErrorLevel ${EXIT_PACKAGE_INSTALLED}
    MessageBox MB_OK|MB_ICONSTOP "${TITLE} was installed here by a .msi package. Remove it in Windows' list of apps first; your login and settings can stay." /SD IDOK
    Quit
  ${EndIf}
  ReadRegStr $0 HKCU "${KEY}" "DisplayVersion"
  StrCpy $IsUpgrade 0
  ${If} $0 != ""
    StrCpy $IsUpgrade 1
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      ${Log} "${EXIT_NEWER_INSTALLED}: $0 is installed, this is ${VERSION}"
      SetErrorLevel ${EXIT_NEWER_INSTALLED}
      MessageBox MB_OK|MB_ICONSTOP "A newer ${TITLE}, $0, is installed. To go back to ${VERSION}, remove it first." /SD IDOK
      Quit
    ${EndIf}
  ${EndIf}
  ; An upgrade keeps what was chosen before; a silent install decides nothing for the person.
  ReadRegStr $0 HKCU "${RUN_KEY}" "${RUN_VALUE}"
  ${If} $0 == ""
    ${If} $IsUpgrade == 1
    ${OrIf} ${Silent}
      !insertmacro UnselectSection ${AtLogin}
    ${EndIf}
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AUTOSTART=" $1
  ${IfNot} ${Errors}
    ${If} $1 == "off"
      !insertmacro UnselectSection ${AtLogin}
    ${Else}
      !insertmacro SelectSection ${AtLogin}
    ${EndIf}
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/SETUP=" $Answers
  ; The program runs in another folder, so that the path has to be whole.
  ${If} $Answers != ""
    GetFullPathName $Answers "$Answers"
  ${EndIf}
  ${If} $IsUpgrade == 0
    SetAutoClose true
  ${EndIf}
FunctionEnd

Function .onInstSuccess
  ${If} ${Silent}
  ${OrIf} $IsUpgrade == 1
    Return
  ${EndIf}
  ; The icon opens the settings by itself where nothing is set up.
  ${If} ${SectionIsSelected} ${AtLogin}
    ExecShell "" "${PROGRAM}" "tray" SW_HIDE
  ${Else}
    ExecShell "" "${PROGRAM}" "settings" SW_HIDE
  ${EndIf}
FunctionEnd

!undef UN

; ---- Uninstall

!define UN "un."
!insertmacro SharedFunctions "un."

Section "un.Entries in Claude and other assistants" Entries
SectionEnd

Section /o "un.Stored login and settings" Login
SectionEnd

Section "!un.The program" RemoveProgram
  SectionIn RO
  SetOutPath "$TEMP" ; Windows removes no folder that a program works in
  StrCpy $0 "uninstall --yes --end-programs"
  ${IfNot} ${SectionIsSelected} ${Entries}
    StrCpy $0 "$0 --keep-assistants"
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${Login}
    StrCpy $0 "$0 --keep-login"
  ${EndIf}
  ${Run} "$0"
  ${If} $Code != 0
  ${OrIf} $Code == ""
    IntOp $Code $Code + ${EXIT_PROGRAM}
    SetErrorLevel $Code
    MessageBox MB_OK|MB_ICONEXCLAMATION "The program is removed, but not all that it had entered elsewhere.$\r$\n$\r$\n$Said" /SD IDOK
  ${EndIf}
  ; What was ended takes a moment to go.
  ${ForEach} $0 1 40 + 1
    Delete "${PROGRAM}"
    Call un.DeleteOldPrograms
    Delete "$INSTDIR\halo-mcp.new.exe"
    ${IfNot} ${FileExists} "$INSTDIR\halo-mcp*.exe"
      ${Break}
    ${EndIf}
    Sleep 250
  ${Next}
  ${If} ${FileExists} "${PROGRAM}"
    ${Log} "${EXIT_IN_USE}: the program still runs"
    SetErrorLevel ${EXIT_IN_USE}
    MessageBox MB_OK|MB_ICONSTOP "The program still runs. Quit Claude, then remove it again." /SD IDOK
    Abort
  ${EndIf}
  DeleteRegValue HKCU "${RUN_KEY}" "${RUN_VALUE}"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$SMPROGRAMS\${TITLE} tray.lnk"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; somebody may have chosen a folder with other things in it
  DeleteRegKey HKCU "${KEY}"
  ${Log} "Removed"
SectionEnd

Function un.onInit
  Call un.Prepare
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/REMOVELOGIN" $1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${Login}
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/KEEPASSISTANTS" $1
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${Entries}
  ${EndIf}
FunctionEnd
