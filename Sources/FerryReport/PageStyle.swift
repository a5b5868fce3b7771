// SPDX-License-Identifier: Apache-2.0

/// The style of every page. Colours keep 4.5:1 for text and 3:1 for shapes against both backgrounds.
enum PageStyle {
    static let css = HTML(stringLiteral: colours + frame + headings + tables + charts + timeline + media)

    private static let colours = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1a2129;--muted:#535f6b;--line:#d9dee4;
        --link:#174f86;--good:#1c6b45;--note:#8a5600;--bad:#a12727;
        --whole:#27598c;--hurt:#b56a00;--lost:#a63434;--open:#818c98;
        --first:#27598c;--second:#b56a00;--third:#3a7d6b;--fourth:#7a4b8f;--fifth:#6b7683;--sixth:#a63434}
        @media screen and (prefers-color-scheme:dark){:root{--paper:#14191f;--ink:#e6e9ed;
        --muted:#a5b0bb;--line:#333d48;--link:#8fbfee;--good:#7cc9a0;--note:#e3b25c;--bad:#f19a9a;
        --whole:#6ea5dc;--hurt:#d99a35;--lost:#e08080;--open:#7d8894;
        --first:#6ea5dc;--second:#d99a35;--third:#69b7a1;--fourth:#b98bcb;--fifth:#98a3af;--sixth:#e08080}}

        """

    private static let frame = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);
        font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
        header,nav,main,footer{max-width:66rem;margin:0 auto;padding:0 clamp(1rem,4vw,2.5rem)}
        header{padding-top:clamp(2rem,6vw,4rem)}
        a{color:var(--link);text-underline-offset:.18em}
        main:focus{outline:none}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .skip{position:absolute;left:-100vw}
        .skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
        .eyebrow{margin:0;color:var(--muted);font-size:.875rem}
        .verdict{margin:1.5rem 0 0;padding:.1rem 0 .1rem 1.25rem;border-left:4px solid var(--line);
        font-size:1.25rem;line-height:1.5;max-width:46rem;text-wrap:pretty}
        .verdict strong{display:block;font-size:.875rem}
        .good{border-color:var(--good)}.note{border-color:var(--note)}.bad{border-color:var(--bad)}
        .good strong{color:var(--good)}.note strong{color:var(--note)}.bad strong{color:var(--bad)}
        .purpose,.lead{max-width:46rem;color:var(--muted)}
        .purpose{margin:1.5rem 0 0}
        .lead{margin:0 0 1.25rem}
        time{white-space:nowrap}
        nav ul{list-style:none;margin:2rem 0 0;padding:.75rem 0;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;
        border-top:1px solid var(--line);border-bottom:1px solid var(--line);font-size:.9375rem}
        nav a{display:inline-block;padding:.2rem 0}
        .closing{margin:4rem 0 0;padding:1.5rem 0 0;border-top-width:4px;border-top-style:solid;
        font-size:1.25rem;line-height:1.5}
        footer{margin-top:4rem;padding-bottom:3rem;color:var(--muted);font-size:.875rem}

        """

    private static let headings = """
        h1{font-size:clamp(1.75rem,1.4rem + 1.6vw,2.375rem);line-height:1.2;font-weight:650;letter-spacing:-.015em;
        margin:.35rem 0 0;overflow-wrap:anywhere;text-wrap:balance}
        h2{font-size:1.375rem;line-height:1.3;font-weight:650;letter-spacing:-.005em;margin:0 0 .75rem}
        h3{font-size:1rem;font-weight:650;margin:2rem 0 .5rem}
        section{padding-top:3.25rem}
        .figures{display:grid;grid-template-columns:repeat(3,1fr);gap:2rem 2.5rem;margin:0}
        .figures.four{grid-template-columns:repeat(4,1fr)}
        .figures div{border-top:2px solid var(--ink);padding-top:.6rem}
        .figures dt{font-size:.875rem;color:var(--muted)}
        .figures dd{margin:0;font-size:.875rem;color:var(--muted)}
        .figures .value{font-size:1.875rem;line-height:1.25;font-weight:600;letter-spacing:-.02em;color:var(--ink);
        font-variant-numeric:tabular-nums}
        .figures+.lead{margin-top:1.5rem}
        .plain{margin:0;padding-left:1.15rem;max-width:46rem}
        .plain li{margin:.3rem 0}
        code{font:.875em/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}

        """

    private static let tables = """
        .scroll{overflow-x:auto;margin:0 0 1.5rem;max-width:100%}
        table{border-collapse:collapse;width:100%;min-width:34rem;font-size:.9375rem;line-height:1.45}
        caption{text-align:left;color:var(--muted);font-size:.875rem;padding:0 0 .6rem}
        th,td{padding:.55rem 1.25rem .55rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        th:last-child,td:last-child{padding-right:0}
        thead th{font-size:.8125rem;font-weight:600;color:var(--muted);vertical-align:bottom;
        border-bottom:1px solid var(--ink)}
        thead .number{white-space:normal}
        tbody th{font-weight:500}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .bar{width:26%;min-width:9rem}
        .number+.text{padding-left:.5rem}
        tbody th.text{min-width:7rem}
        td.bar{padding-top:.8rem}
        .group th{padding-top:1.5rem;font-weight:650;border-bottom:1px solid var(--ink)}
        tbody:first-of-type .group th{padding-top:.6rem}
        .total th,.total td{font-weight:650;border-bottom:0}
        .sub{display:block;color:var(--muted);font-size:.93em;font-weight:400}
        .name{overflow-wrap:anywhere}
        details{font-size:.93em}
        summary{cursor:pointer;color:var(--link);padding:.2rem 0;width:fit-content}
        .long,details:has(>.scroll){margin:1.5rem 0 0}
        .long>summary,details:has(>.scroll)>summary{font-size:1rem;font-weight:600}
        .paper{display:none}
        thead button{font:inherit;color:inherit;background:none;border:0;padding:.25rem 0;margin:-.25rem 0;cursor:pointer;
        text-align:inherit;text-decoration:underline dotted;text-underline-offset:.25em}
        [aria-sort] button{color:var(--ink);text-decoration-style:solid}
        [aria-sort=ascending] button::after{content:"\\2009\\2191" / ""}
        [aria-sort=descending] button::after{content:"\\2009\\2193" / ""}
        .search{margin:.5rem 0 1rem;display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:baseline}
        .search[hidden]{display:none}#people-list td code{overflow-wrap:anywhere}
        .search input{margin-top:.2rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--muted);
        padding:.3rem .5rem;min-width:16rem;max-width:100%}
        .search span{color:var(--muted)}
        details ul{margin:.25rem 0;padding-left:1.15rem}

        """

    private static let charts = """
        .definitions{position:absolute}
        .share{display:block;width:100%}
        .share [fill]{stroke:var(--paper);stroke-width:1}
        .whole{fill:var(--whole)}.hurt{fill:var(--hurt)}.lost{fill:var(--lost)}.open{fill:var(--open)}
        .first{fill:var(--first)}.second{fill:var(--second)}.third{fill:var(--third)}.fourth{fill:var(--fourth)}
        .fifth{fill:var(--fifth)}
        .sixth{fill:var(--sixth)}
        .ink{stroke:var(--paper);stroke-width:1.4;fill:none}.dot{fill:var(--paper)}
        .legend{list-style:none;margin:0 0 1.25rem;padding:0;display:flex;flex-wrap:wrap;gap:.4rem 1.75rem;
        font-size:.875rem}
        .legend svg{vertical-align:-.1em;margin-right:.4em}
        figure{margin:0 0 1rem}
        figcaption{color:var(--muted);font-size:.875rem;margin-bottom:.75rem}
        .columns{display:block;width:100%;min-width:46rem;height:auto}
        .columns text{fill:var(--muted);font-size:14px}
        .columns .grid{stroke:var(--line);stroke-width:1}
        .columns .base{stroke:var(--ink);stroke-width:1}

        """

    private static let timeline = """
        .timeline{list-style:none;margin:0;padding:0;max-width:46rem}
        .timeline>li{margin:0 0 1rem}
        .timeline .inside{margin-left:1.5rem;padding-left:1rem;border-left:2px solid var(--line)}
        .timeline .who{margin:0;font-weight:600;font-size:.9375rem}
        .timeline time,.timeline .note-text{color:var(--muted);font-weight:400;font-size:.8125rem}
        .timeline .happened{color:var(--muted);font-size:.875rem}
        .timeline .body{overflow-wrap:anywhere}
        .timeline .body p{margin:.1rem 0 .4rem}
        .timeline .body img{display:none}
        .timeline .heading{font-weight:650;font-size:1.0625rem}
        .timeline .plain-text{white-space:pre-wrap}
        .timeline blockquote{margin:.2rem 0;padding-left:1rem;border-left:3px solid var(--line);color:var(--muted)}
        .timeline pre{white-space:pre-wrap;border:1px solid var(--line);padding:.6rem .8rem;margin:.4rem 0}
        .timeline table{width:auto;min-width:0}
        .timeline .file{border:1px solid var(--line);padding:.2rem .6rem}
        .chips{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;margin:.2rem 0 0;padding:0;font-size:.875rem}
        .chips li{border:1px solid var(--line);border-radius:1rem;padding:0 .6rem}

        """

    private static let media = """
        @media (max-width:48rem){.figures,.figures.four{grid-template-columns:1fr 1fr;gap:1.5rem 1.25rem}
        table{min-width:0;font-size:.875rem}th,td{padding-right:.75rem}thead th{font-size:.75rem}
        .bar{min-width:6rem}#loss-table tbody th,#loss-top tbody th{min-width:9rem}}
        @media (max-width:30rem){.verdict,.closing{font-size:1.125rem}.figures .value{font-size:1.5rem}
        section{padding-top:2.75rem}
        .wide{font-size:.8125rem}.wide th,.wide td{padding-right:.5rem}.wide .bar{display:none}
        #loss-kinds .bar{display:table-cell;min-width:5rem}
        .wide thead th{font-size:.6875rem;letter-spacing:-.01em}}
        @media (forced-colors:active){svg{forced-color-adjust:none}}
        @media print{:root{color-scheme:light}body{font-size:10pt}.skip,nav,.screen,.long details,.long:not(.printed),.search,.long summary{display:none}.paper{display:block}
        header,main,footer{max-width:none;padding:0}section{padding-top:1.5rem}
        .scroll{overflow:visible}table{min-width:0;font-size:9pt}.columns{min-width:0}
        tr,figure,.figures div{break-inside:avoid}h2,h3,caption,figcaption,.group,thead,.lead,.legend{break-after:avoid}
        tbody:first-of-type>tr:first-child{break-before:avoid}
        thead{display:table-header-group}
        svg,.verdict{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        details::details-content{content-visibility:visible;block-size:auto}a{color:inherit}
        @page{margin:18mm 16mm}}
        """
}
