"""What a question wants to know or do, where it says so: making, mending, buying, prices, events …

A question and an entry may share their thing and still be about something else: 「包丁の研ぎ方」 is no question about
throwing a knife away. An intent word that the question has and the entry lacks says so.

Normalised forms (Sudachi, split mode A), written by hand as general Japanese after reading the wrong answers to the set
`eval/sets/nothing`: figures on that set flatter this list; those on `eval/sets/fresh_nothing` do not.
"""

from __future__ import annotations

INTENTS = frozenset(
    """
    作る 作り方 手作り 自作 工作 レシピ 料理 調理 焼く 煮る 炊く 茹でる 揚げる 炒める 食べる 食べ方 飲む 味
    カロリー 栄養 賞味 期限 保存 直す 直し方 修理 修繕 補修 故障 治す 掃除 清掃 洗い方 洗濯 手入れ
    メンテナンス 磨く 研ぐ 研ぎ方 落とし方 取り方 剥がす 焦げ 染み 水垢 汚れ落とし 使い方 使用方法 遊び方
    付け方 着け方 外し方 開け方 閉め方 持ち方 畳み方 干し方 干す 巻き方 結び方 編み方 編む 縫い方 折り方
    塗り方 塗る 描き方 書き方 読み方 飾る 飾り方 並べ方 選び方 選ぶ 育てる 育て方 植える 飼う 飼い方 収穫
    栽培 交換 取り付け 取り付ける 組み立てる 設置 設定 接続 繋ぐ 繋がる ペアリング 再生 録画 録音 印刷
    ダウンロード インストール 更新 ダビング コピー 変換 買う 買い方 購入 販売 売る 売れる 売り場 通販 値段
    価格 相場 値上がり 値上げ 安い 高い 割引 セール 中古 買取 査定 保証 返品 レンタル 貸し出し 借りる お勧め
    おすすめ ランキング 人気 評判 口コミ 比較 違い 比べる 性能 効果 効能 機能 仕様 新品 新型 最新 メーカー
    住民 住民票 戸籍 謄本 抄本 印鑑証明 パスポート 旅券 図書館 図書 保育 保育園 幼稚園 入園 学童 入学 転校 給食
    選挙 投票 婚姻 離婚 妊娠 出産 母子 児童 手当 国保 健診 ワクチン 確定申告 納税 住民税
    市営住宅 水道 下水道 道路 街灯 公園 防災 避難 消防 警察
    ブランド 意味 由来 歴史 語源 起源 英語 漢字 歌詞 花言葉 名前 誰 作者 発明 理由 仕組み 原理 材料 成分
    原料 予約 解約 契約 申請 申請書 登録 届 届け出 手続き 免許 資格 試験 更新料 募集 求人 バイト アルバイト
    就職 給料 年金 保険 税金 補助金 助成金 給付 支給 相談 予防 接種 検診 診察 病院 医者 薬局 治療 症状 病気
    怪我 火傷 アレルギー 痛い 痛み 痒い 誤飲 飲み込む 応急 救急 祭り 大会 イベント 講座 教室 体験 番組 放送
    映画 歌 曲 ドラマ アニメ ゲーム アプリ ニュース 天気 予報 占い 試合 結果 優勝 行き方 道順 アクセス
    駐車場 営業 時間割 チケット 入場 会場 観光 旅行 飛行機 電車 バス 運転 渋滞 宅配 送料 郵送 再配達 電気代
    節約 節電 水圧 温度 湿度 音量 画質 速度 寿命 耐久 重量 サイズ 強度 防水 耐震 固定
    """.split()
)
