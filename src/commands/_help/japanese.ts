/** What help says, by its English. test/commands/help.test.ts finds what is missing here, and what nobody says any more. */
export const JAPANESE: Readonly<Record<string, string>> = {
  'Provisioning toolkit for a telephone-secretary service: tenant files in, Asterisk dialplan, mail routing and Chatwork settings out':
    '電話秘書サービスの設定を配る道具。契約会社のファイルから、Asterisk のダイヤルプラン、メールの経路、Chatwork の設定を作ります',
  // Topics
  "Who held which number when, from git's history": '誰がいつどの番号を使っていたか（git の履歴から）',
  'What jobs on GitHub do beside: comments, the issue of a drift, reviewed plans':
    'GitHub のジョブがすること: コメント、ドリフトの issue、レビューされた計画',
  'The numbers that we own: what each is on a day, and which is free':
    '当社の番号: その日の状態と、空いている番号',
  'The releases of the store: list them, go back to one': 'ストアのリリース: 一覧と、戻すこと',
  "A new tenant's file": '新しい契約会社のファイル',
  'The store of objects and releases': 'オブジェクトとリリースのストア',
  'Send a report as an operator does, or say who would get it':
    'オペレーターと同じように受電報告を送る。誰に届くかを調べる',
  "The whole service on this machine's loopback: start, call, look, take away":
    'このマシンのループバック上のサービス全体: 起動、電話、確認、片付け',
  // Commands
  'Advise 03 or 050, with the reason and what calls cost':
    '03 と 050 のどちらがよいか、理由と通話料とともに答える',
  'Displayed numbers: by the address. Forwarding: by the line that forwards, for which the customer pays. Prices for three minutes, tax included.':
    '番号表記利用は所在地で、電話転送利用は契約会社が払う転送元の回線で決まります。料金は三分あたり、税込みです。',
  'Make the stack as the files say, and mend what was changed by hand':
    'スタックをファイルのとおりにし、手で変えられたものを直す',
  'Write down where the branch ends, so that a later audit sees whether it was rewritten':
    'ブランチの最後を書き留める。後の監査で、書き換えられたかどうかが分かる',
  'Keep the file where nobody who can push can change it: audit violations --anchor FILE refuses a branch that does not go on from it.':
    'push できる人には変えられない場所に置いてください。audit violations --anchor FILE は、そこから続いていないブランチを指摘します。',
  'Say who held which number on a day, as git knew it then':
    'ある日に誰がどの番号を使っていたか、当時の git から答える',
  'By the last commit of the branch before the end of that day in Japan. What was merged later and dated back is not in it: audit number tells both.':
    '日本時間でその日が終わる前の、ブランチの最後のコミットによります。後からさかのぼってマージされたものは入りません。audit number は両方を答えます。',
  'Say who held a number from when to when, with the commits that prove it':
    'ある番号を誰がいつからいつまで使っていたか、証拠のコミットとともに答える',
  'From git alone: the commits of a branch’s first parents are the moments at which something came into force, in the order of the branch; days are Japan’s. With --stack the apply records of its store say when it was live.':
    'git だけから答えます。ブランチの第一の親のコミットを、その順に、効力の生じた時とします。日付は日本時間です。--stack をつけると、いつ動いていたかをストアの適用の記録から答えます。',
  'Say until when the records of identity checks are kept, and which may go':
    '本人確認の記録をいつまで保存するか、廃棄できるのはどれかを答える',
  'Seven years from the end of the contract (犯罪収益移転防止法; to be confirmed by counsel), of tenants whose file was deleted too: history knows them. References alone are told: the records lie elsewhere.':
    '契約の終了から七年です（犯罪収益移転防止法。専門家の確認が必要）。ファイルが削除された契約会社も履歴から答えます。答えるのは参照番号だけで、記録そのものは別の場所にあります。',
  'Tell a tenant’s life: contract, numbers, suspensions, channels, each with its commit':
    '契約会社の経過（契約、番号、停止、報告の方法）を、コミットとともに答える',
  'From git alone, as audit number. A tenant whose file was deleted or renamed is told of too; of people and addresses nothing is.':
    'audit number と同じく git だけから答えます。ファイルが削除・改名された契約会社も答えます。人とメールアドレスは答えません。',
  'Find where a commit broke a rule, or something was applied without a merge':
    '規則を破ったコミットや、マージされずに適用されたものを見つける',
  'Every commit of the branch is judged by the rules of validate and plan on its day: numbers assigned twice or moved, quarantines, files deleted too early, identity checks at the contract’s start. With --stack: applies of what was not merged. With --anchor: whether the branch was rewritten since an earlier audit. Exit code 2 where something was found. Files of old commits that cannot be read are told as notes.':
    'ブランチの各コミットを、その日の validate と plan の規則で調べます（番号の重複や移動、隔離期間、早すぎる削除、契約開始時の本人確認）。--stack: マージされていないものの適用。--anchor: 以前の監査の後の書き換え。見つかれば終了コードは 2 です。読めない古いファイルは注意として示します。',
  'Check that a tenant can go live: a call, the greeting, a report':
    '契約会社が開通できるか確かめる（電話、応答文、受電報告）',
  'Calls each phone number of the tenant, looks at what the operator’s phone shows and at the operator card, sends a report, and looks where it arrives. A forwarding number has a fourth check, which is pending until a call has come by the line that the tenant’s file names. Exit code 0: the first three are there. Calls can be placed in a sandbox alone.':
    '契約会社の各電話番号にかけ、オペレーターの電話の表示とカードを見て、受電報告を送り、届いた先を確かめます。電話転送利用の番号には四つ目の確認があり、ファイルにある転送元の回線から電話が来るまで保留です。最初の三つがそろえば終了コードは 0 です。電話をかけられるのは試験環境だけです。',
  'Say whether an apply would do what was reviewed, or has to be approved':
    'apply がレビューされたとおりか、承認が必要かを答える',
  'Changes nothing. To $GITHUB_OUTPUT, where that is set, it writes approval=needed or approval=not-needed.':
    '何も変えません。$GITHUB_OUTPUT があれば approval=needed か approval=not-needed を書きます。',
  'Put a plan on its pull request, in the place of the one before':
    '計画をプルリクエストに載せ、前のものと置き換える',
  'Keep the issue of a stack’s drift, and tell the ops room what is new':
    'スタックのドリフトの issue を保ち、新しいことを運用担当のルームに知らせる',
  'Opens an issue with the first drift, rewrites it while it lasts, closes it once it is gone. The room denwaban:chatwork: opsRoom of the stack’s file hears of each of these, and of nothing that it has heard already.':
    '最初のドリフトで issue を作り、続く間は書き直し、なくなれば閉じます。スタックのファイルの denwaban:chatwork: opsRoom のルームに、そのつど一度だけ知らせます。',
  'Fetch the plans that were shown on the pull requests merged since the last apply':
    '前回の適用の後にマージされたプルリクエストの計画を取ってくる',
  'Each is the artefact of the job that planned the pull request. A commit that no pull request brought has none: what it changes, somebody has to approve.':
    'それぞれ、プルリクエストの計画を作ったジョブの成果物です。プルリクエストを経ないコミットにはなく、その変更には承認が必要です。',
  'Take the whole stack away: nodes are emptied, rooms are left to their people':
    'スタックをすべて取り除く。ノードは空になり、ルームは参加者に残る',
  'Say what this machine lacks, and the command that mends it':
    'このマシンに足りないものと、直すコマンドを示す',
  'Node.js, git, Docker, Pulumi, programs, ports, disk and clock, by what the stack needs. Changes nothing.':
    'Node.js、git、Docker、Pulumi、プログラム、ポート、ディスク、時計を、スタックの必要に応じて調べます。何も変えません。',
  'Compare everything live with what was applied; changes nothing':
    '動いているものすべてを、適用したものと比べる。何も変えない',
  'Say what tenants pay a month for their reports': '契約会社が受電報告に払う月額料金を答える',
  'Mail: 220 yen for each recipient beyond three at the same time. Chatwork: 550 yen. Tax included. By the files as they are now, for every contract that is in force on any day of the month; a suspended one is. As CSV for billing.':
    'メール: 同時に三名を超える一名につき 220 円。Chatwork: 550 円。税込み。今のファイルにより、その月に一日でも有効な契約（停止中を含む）が対象です。請求には CSV を使えます。',
  'List the numbers that we own and what each is on a day': '当社の番号と、その日の状態を一覧にする',
  'A number is active, suspended, in quarantine, reserved (kept back, or lent from a later day on) or available; that is derived from the files and the day. Without --state all but the available ones are listed; they are counted in any case.':
    '番号の状態は、利用中、停止中、隔離期間、予約済み（貸し出さないか、後日から貸し出すもの）、空きのどれかで、ファイルと日付から決まります。--state がなければ空き以外を示します。空きの数はいつも示します。',
  'Print the next number that can be lent': '次に貸し出せる番号を示す',
  'The first number of the blocks that is free from a day on: held by nobody then or later, not kept back, out of quarantine. Prints nothing but the number.':
    '番号帯のうち、その日から空いている最初の番号です（その日以降誰も使わず、貸し出さない番号でなく、隔離期間も終わっているもの）。番号だけを示します。',
  'Show what would change, tenant by tenant, with fees': '何が変わるかを、契約会社ごとに、料金とともに示す',
  'As Markdown it is a comment for a pull request: at most as long as GitHub takes, with personal data masked.':
    'Markdown ではプルリクエストのコメントになります。GitHub の長さの上限に収め、個人情報は伏せます。',
  'Go back to a release of one part, on all nodes, one after the other':
    '一つの部分を、すべてのノードで一台ずつ、あるリリースに戻す',
  'State and files stay as they are: drift shows it until git follows, and the next apply takes it back.':
    '状態とファイルは変わりません。git に反映するまで drift に現れ、次の apply で元に戻ります。',
  'List the releases of the store: by part, newest first, with the nodes that are there':
    'ストアのリリースを、部分ごとに新しい順に、ノードとともに一覧にする',
  'Write what would be applied into a folder': '適用されるものをフォルダーに書き出す',
  'Writes the files and values of the nodes and the settings of the Chatwork rooms. With tenants named, as if there were no others.':
    'ノードのファイルと値、Chatwork のルームの設定を書き出します。契約会社を指定すると、ほかがないものとして書き出します。',
  'Say who would get a report, and by which rule; nothing is sent':
    '受電報告が誰に、どの規則で届くかを答える。何も送らない',
  'Send one report to a tenant, or to a person of its roster':
    '契約会社、または名簿の一人に受電報告を一通送る',
  'Place a test call through each edge, and show what the operator sees':
    '各入口から試験の電話をかけ、オペレーターに見えるものを示す',
  "Switches on a phone for each operator, calls the number as the carrier does, and prints for each edge who or what answered, what the operator's phone showed, the headers that it got, and the operator card.":
    'オペレーターごとに電話機をつなぎ、通信事業者と同じようにその番号にかけ、入口ごとに、誰が応答したか、オペレーターの電話の表示、受け取ったヘッダー、オペレーターカードを示します。',
  'Print, as JSON unless told otherwise, the Chatwork rooms and their messages':
    'Chatwork のルームとメッセージを示す（指定がなければ JSON）',
  "Show the clock of the sandbox's nodes, or move it": '試験環境のノードの時計を見る、または動かす',
  'Show the whole service work: files, calls, reports, drift':
    'サービス全体が動くところを見せる（ファイル、電話、受電報告、ドリフト）',
  'Take the local cluster away, with its store, keys, passwords, mails and rooms':
    '試験環境を、ストア、鍵、パスワード、メール、ルームごと取り除く',
  'Let a node take no new calls, or take them again':
    'ノードに新しい電話を受けさせない、またはまた受けさせる',
  'Print, as JSON unless told otherwise, every mail that reached a customer':
    'お客様に届いたすべてのメールを示す（指定がなければ JSON）',
  "Show the local cluster's nodes, and the passwords to try it by hand":
    '試験環境のノードと、手で試すためのパスワードを示す',
  'Start the local cluster: two nodes, Chatwork and mailbox stand-ins':
    '試験環境を起動する（ノード二台と、Chatwork とメールボックスの代役）',
  'Take away what no node, no applied state and none of the last releases needs':
    'どのノードにも、適用済みの状態にも、最近のリリースにも要らないものを取り除く',
  'Write the files of existing tenants from a list in CSV': 'CSV の一覧から、既存の契約会社のファイルを書く',
  'Rows with the same id are one tenant: each adds the number and the person that it has. A row without an id is a number that was given back before (number, usage, released), and goes into _numbers.yaml. All is written, or nothing where a rule refuses something.':
    'id が同じ行は一つの契約会社で、行ごとに番号と人を加えます。id のない行は以前に返された番号（number、usage、released）で、_numbers.yaml に入ります。規則に反するものがあれば何も書きません。',
  'Columns, in any order, the first row naming them:': '列（順不同、最初の行が列の名前）:',
  'Ask about a new tenant and write its file': '新しい契約会社について尋ね、ファイルを書く',
  'Asks in Japanese or English what is not given as a flag; advises 03 or 050 and proposes the next free number. Without a terminal nothing is asked, and what is missing is told at once. The file is written only where it is valid.':
    'フラグで渡されないことを日本語か英語で尋ね、03 と 050 のどちらがよいかを答え、次に空いている番号を提案します。端末がなければ何も尋ねず、足りないものを一度に示します。ファイルは問題のないときだけ書きます。',
  'Check the tenant files: schema and every rule, all problems at once':
    '契約会社のファイルを、スキーマとすべての規則で確かめ、問題を一度に示す',
  // oclif's own
  'Display autocomplete installation instructions.': '補完（TAB）の入れ方を示す',
  'Refresh cache (ignores displaying instructions)': '補完の控えを作り直す（入れ方は示さない）',
  'Shell type': 'シェルの種類',
  'create autocomplete setup scripts and completion functions': '補完の設定と関数を作る',
  'outputs autocomplete config script for shells': 'シェルの補完の設定を書き出す',
  // Flags and arguments
  'the language to speak (default: that of LC_ALL, LC_MESSAGES or LANG, else English)':
    '話す言葉（既定: LC_ALL、LC_MESSAGES、LANG の言葉。なければ英語）',
  'is the number printed on cards, or does the customer’s own line forward to it':
    '番号を名刺などに載せるか、契約会社自身の回線から転送するか',
  'the customer’s address, for a displayed number': '契約会社の所在地（番号表記利用）',
  'the line that forwards': '転送元の回線',
  'calls a month, for an estimate': '月の通話回数（見積もり用）',
  'length of a call in minutes': '一回の通話の分数',
  'how to print': '出力の形式',
  'how to print; github: annotations of a workflow': '出力の形式。github: ワークフローの注釈',
  'folder of the tenant files (default: the stack’s, else tenants)':
    '契約会社のファイルのフォルダー（既定: スタックのもの、なければ tenants）',
  'the day to judge by, YYYY-MM-DD (default: today in Japan)':
    '判断の基準の日、YYYY-MM-DD（既定: 日本の今日）',
  'the stack, a file stacks/Pulumi.<stack>.yaml': 'スタック（stacks/Pulumi.<stack>.yaml）',
  'confirm the engine that the stack’s settings name; another one is refused':
    'スタックの設定にあるエンジンを確かめる。違えば断る',
  'apply exactly this plan, or nothing': 'この計画のとおりに適用するか、何もしない',
  'apply without asking where each tenant changes as in one of these plans (plan --base REF --out FILE); a folder: all that it holds':
    '各契約会社の変更がこれらの計画（plan --base REF --out FILE）のとおりなら、尋ねずに適用する。フォルダーなら中のすべて',
  'bring it to this node alone, and end there': 'このノードだけに適用して終わる',
  'go beyond this limit of the stack; it is recorded with the reason':
    'スタックのこの上限を超える。理由とともに記録される',
  'why the limit does not hold; no personal data': '上限を超えてよい理由。個人情報は書かない',
  'take over nodes that serve tenants already, where no state tells of any apply':
    '適用の記録がなく、すでに契約会社の電話を受けているノードを引き継ぐ',
  'do not ask': '尋ねない',
  'the branch whose first parents are the history (default: main, else HEAD)':
    '第一の親をたどって履歴とするブランチ（既定: main、なければ HEAD）',
  'the file to write': '書き出すファイル',
  'a stack whose apply records are read too; may be given several times':
    '適用の記録も読むスタック。何度でも指定できる',
  'the day, YYYY-MM-DD': '日付、YYYY-MM-DD',
  'a lent number': '貸し出す番号',
  'its id, now or before': '今または以前の契約会社ID',
  'what audit anchor wrote at an earlier audit; may be given several times':
    '以前の監査で audit anchor が書いたもの。何度でも指定できる',
  'whose numbers': '誰の番号か',
  'plans that were reviewed (plan --base REF --out FILE); a folder: all that it holds':
    'レビューされた計画（plan --base REF --out FILE）。フォルダーなら中のすべて',
  'its number': 'その番号',
  'who writes, as GitHub names it: others’ comments and issues are left alone':
    '書く人の GitHub での名前。ほかの人のコメントや issue には触れない',
  'the plan as Markdown': 'Markdown の計画',
  'what drift --format json has printed': 'drift --format json の出力',
  'folder for the plans': '計画を置くフォルダー',
  'the commit that was applied last (default: what the stack’s last record says)':
    '最後に適用したコミット（既定: スタックの最後の記録）',
  'the month, YYYY-MM (default: that of --at)': '月、YYYY-MM（既定: --at の月）',
  'this one alone': 'この契約会社だけ',
  'only numbers in this state; may be given several times': 'この状態の番号だけ。何度でも指定できる',
  'type of number (default: either)': '番号種別（既定: どちらでも）',
  'for calls or for faxes': '電話用かFAX用か',
  'first day of the contract, YYYY-MM-DD (default: that of --at)':
    '契約開始日、YYYY-MM-DD（既定: --at の日）',
  'how many': 'いくつ',
  'compare with the files of the stack at this commit, not with what is applied':
    '適用済みの状態ではなく、このコミットのファイルと比べる',
  'the files of the stack at this commit, not those of the work tree':
    '作業ツリーではなく、このコミットのファイル',
  'write the Markdown here too, uncut': 'Markdown を省かずにここにも書く',
  'exit with 2 where there are changes': '変更があれば終了コードを 2 にする',
  'write the plan here, for apply --plan; with --base, for apply --reviewed':
    '計画をここに書く（apply --plan 用。--base とともなら apply --reviewed 用）',
  'why, for those who see it as drift': '理由（ドリフトとして見る人のため）',
  'the release, or the beginning of its digest': 'リリース、またはダイジェストの先頭',
  'the folder: new, empty, or written by an earlier render':
    'フォルダー（新しいか、空か、前の render が書いたもの）',
  'render these tenants alone': 'これらの契約会社だけを書き出す',
  'the same as TENANT': 'TENANT と同じ',
  'whom the caller asked for: a roster id': '名指しされた人（名簿の id）',
  'whose call it was': 'どの契約会社あての電話か',
  'the subject': '件名',
  'the report (default: standard input)': '報告の本文（既定: 標準入力）',
  "the call that it is about: X-Denwaban-Call of the operator's phone":
    'どの電話の報告か（オペレーターの電話の X-Denwaban-Call）',
  "the caller's number": '発信者の番号',
  'the number whose line forwards the call': '転送元の回線の番号',
  'the lent number, as people or carriers write it': '貸し出す番号（人や通信事業者の書き方で）',
  'a day, or an instant with its zone': '日付、または時差つきの日時',
  'let it take calls again': 'また電話を受けさせる',
  'a node of the stack': 'スタックのノード',
  'how many releases of each part stay to go back to': '部分ごとに、戻せるように残すリリースの数',
  'take it away; without it, only say what would go': '取り除く。つけなければ、取り除けるものを示すだけ',
  'say what would be written, and write nothing': '書かれるものを示すだけで、書かない',
  'the list, CSV in UTF-8 or as Excel writes it in Japan':
    '一覧（UTF-8 の CSV、または日本語の Excel の CSV）',
  'check only what is said about these tenants': 'これらの契約会社についてだけ確かめる',
  // Columns of tenant import
  'the tenant; rows of one tenant have the same. Without it: a number that was released before':
    '契約会社。同じ契約会社の行は同じもの。なければ以前に返された番号',
  company: '会社名',
  'its reading': '読み',
  'what the operator says; empty: the usual words with the company’s name':
    '応答文。空なら会社名を入れた普通の言葉',
  'company’s address': '会社の所在地',
  'first day of the contract': '契約開始日',
  'last day of the contract': '契約終了日',
  'first day on which its numbers are stopped': '番号の停止日',
  why: '理由',
  'how the identity was verified': '本人確認の方法',
  'on which day': '本人確認の日',
  'reference of the record': '記録の参照番号',
  'mail or chatwork': 'mail か chatwork',
  'the specified destination, ids or “named”, with blanks between':
    '指定の送り先（id か “named”、空白で区切る）',
  'name of the Chatwork room': 'Chatwork のルーム名',
  'number of a room that is there already, to be adopted': '引き継ぐ既存のルームの番号',
  'accounts of the room, such as 1001:admin, with blanks between':
    'ルームのアカウント（1001:admin など、空白で区切る）',
  'yes or no: people join by a link': 'yes か no: 招待リンクで参加するか',
  hours: '受付時間',
  'hours of Sundays and holidays': '日曜と祝日の受付時間',
  '03 or 050; empty: that of the number': '03 か 050。空なら番号のもの',
  'phone or fax; empty: phone': 'phone か fax。空なら phone',
  'forwarding or displayed': 'forwarding か displayed',
  'the number that forwards': '転送元の番号',
  'its first day, where it is not the contract’s': '利用開始日（契約と違う場合）',
  'its last day, where it is not the contract’s': '利用終了日（契約と違う場合）',
  'of a row without id: the last day of its last holder': 'id のない行で、最後の利用者の最後の日',
  'one of the roster, in its order': '名簿の一人（名簿の順）',
  name: '氏名',
  title: '役職',
  department: '部署',
  address: 'メールアドレス',

  'Write one HTML file with a time line of every number, to be searched and printed':
    'すべての番号の年表を一つの HTML ファイルに書く（検索・印刷できる）',
  'Holders, quarantines, suspensions and violations with the commits that prove them. The file asks nothing of any network, and the same commit gives the same bytes: violations are judged as of the day of its last commit. --lang is of the page too; --format of what is printed besides: text says what was written, the others tell all that is on the page.':
    '利用者、隔離期間、利用停止、違反を、それを証明するコミットとともに示します。ファイルはネットワークに何も求めず、同じコミットからは同じバイト列ができます。違反は最後のコミットの日で判断します。--lang はページの言語にもなります。--format はほかに表示するものの形式で、text は書いたものを、ほかはページの内容すべてを示します。',
  'Write the operator’s book: every tenant, to be searched, in a browser':
    'オペレーターズブックを書く（すべての契約会社をブラウザーで検索）',
  'A folder of pages without a server: greeting, numbers, hours, roster, and whom a report reaches, of every tenant. index.html#/t/TENANT and index.html#/n/NUMBER open one. It holds personal data: keep it where operators alone can read it.':
    'サーバーのいらないページのフォルダーです。各契約会社の第一声、番号、受付時間、名簿、報告の届く人が載ります。index.html#/t/TENANT か index.html#/n/NUMBER で一社が開きます。個人情報を含むので、オペレーターだけが読める場所に置いてください。',
  'the folder: new, empty, or written by an earlier book':
    'フォルダー（新しいか、空か、以前の book が書いたもの）',
  'Make the papers that customers get, as PDF; or list whom the notice of the end must reach':
    'お客様にお渡しする書類を PDF で作る。または終了のご案内を送る相手を一覧する',
  'start: what is lent, what the customer has to do, where reports go, what it costs. forwarding: how to set it up. chatwork: how to join the room. end: what to do before which day. choosing: 03 or 050, forwarding or displayed, mail or Chatwork. Which of them a customer gets follows from its file and the day: choosing before the contract’s first day; start, forwarding and chatwork until its last; end where an end is known. The same files and --at make the same bytes. The sender is the stack’s denwaban:company; without --stack papers name nobody. The link into a Chatwork room is read from the live room with --stack, or given; without it the guide leaves a place for it.':
    'start: 貸し出す番号、お客様にしていただくこと、報告の送り先、料金。forwarding: 転送の設定。chatwork: ルームへの参加。end: いつまでに何をするか。choosing: 03 か 050、電話転送か番号表記、メールか Chatwork。どれをお渡しするかはファイルと日付で決まります。choosing は契約開始前、start・forwarding・chatwork は契約終了まで、end は終了日が決まっているときです。同じファイルと --at からは同じバイト列ができます。差出人はスタックの denwaban:company で、--stack がなければ書類に社名は入りません。Chatwork のルームへのリンクは --stack があれば実際のルームから読み、または指定します。なければ記入欄を残します。',
  'of all tenants': 'すべての契約会社の分',
  'this paper; may be given several times (default: all that fit)':
    '作る書類。何度でも指定できる（既定: 当てはまるものすべて）',
  'the folder to write into; it is made where need be': '書き込むフォルダー（なければ作る）',
  'the link into the Chatwork room, of one tenant': 'Chatwork のルームへのリンク（一社の分）',
  'make nothing, and list whose contract or number has its last day within so many days':
    '書類は作らず、この日数のうちに契約か番号が終わる契約会社を一覧する',
  'whose papers': '契約会社',
};
